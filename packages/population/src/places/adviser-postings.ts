import { jobcentreOffices, prison, recordId } from '@throughgate/domain';
import { randomFrom } from '../random.ts';
import { isoDate } from '../time/day.ts';
import { advisersAt } from './advisers.ts';
import { heldPrisons } from './held-prisons.ts';
import type { PlaceFamily } from './place-family.ts';

/** The office from which a prison's advisers work: in its town where there is one, else any of the country. */
function officeNear(prisonId: string): string {
  const town = prison(prisonId)?.town;
  const offices = jobcentreOffices();
  const office = offices.find((candidate) => candidate.town === town);
  return (office ?? randomFrom('office near', prisonId).pick(offices)).code;
}

/** Employment and Benefit Advisers: who came to which prison, for what, from when to when. */
export const adviserPostings: PlaceFamily = {
  write(log) {
    for (const prisonId of heldPrisons) {
      for (const { code, name, focus, from, to } of advisersAt(prisonId).flat()) {
        const key = `places:advisers:${code}:${prisonId}`;
        log.add('jobcentre', 'postAdviser', from, key, {
          adviserCode: code,
          name,
          officeCode: officeNear(prisonId),
          prisonId,
          focus,
          from: isoDate(from),
        });
        if (to === null) continue;
        log.add('jobcentre', 'endPosting', to + 1, `${key}:end`, {
          adviserCode: code,
          postingId: recordId('jobcentre', key),
          to: isoDate(to),
        });
      }
    }
  },
};
