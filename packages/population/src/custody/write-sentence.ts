import { recordId } from '@throughgate/domain';
import type { Random } from '../random.ts';
import { type Day, isoDate } from '../time/day.ts';
import { londonMoment } from '../time/london.ts';
import { workingDayFrom } from '../time/working-day.ts';
import type { SentencePlan } from '../timeline/timeline.ts';
import type { PrisonLog } from './prison-log.ts';
import type { Stay } from './stay.ts';

/** The key dates of a sentence as mutation input, with the conditional release date as calculated last. */
function keyDates(
  sentence: SentencePlan,
  conditionalRelease: Day,
): {
  conditionalRelease: string;
  homeDetentionCurfewEligibility?: string;
  sentenceExpiry: string;
  licenceExpiry?: string;
} {
  const { curfewEligibility, expiry, licenceExpiry } = sentence;
  return {
    conditionalRelease: isoDate(conditionalRelease),
    ...(curfewEligibility !== null && { homeDetentionCurfewEligibility: isoDate(curfewEligibility) }),
    sentenceExpiry: isoDate(expiry),
    ...(licenceExpiry !== null && { licenceExpiry: isoDate(licenceExpiry) }),
  };
}

/** The sentence imposed during the stay, where there is one, and the changes of its release dates by new law. */
export function writeSentence(stay: Stay, random: Random, log: PrisonLog): void {
  const { plan, arrival, schedule } = stay;
  const { sentence } = plan;
  if (sentence === null) return;
  const { prisonerNumber } = stay.life.person.identifiers;
  const { imposedOn, releaseDates } = sentence;
  const known = imposedOn === plan.from ? arrival + 30 * 60_000 : londonMoment(imposedOn, 18 * 60);
  const imposed = schedule.at(known, () =>
    log.record(known, 'imposeSentence', {
      prisonerNumber,
      imposedOn: isoDate(imposedOn),
      days: sentence.days,
      offenceCode: sentence.offenceCode,
      ...keyDates(sentence, releaseDates.first),
    }),
  );
  for (const change of releaseDates.changes) {
    // Prisons calculate ahead of the day on which a change of law takes effect.
    const day = workingDayFrom(Math.max(change.inForce - random.int(5, 25), imposedOn + 1));
    if (day >= plan.to) continue;
    const at = londonMoment(day, random.int(9 * 60, 16 * 60));
    schedule.at(at, () =>
      log.record(at, 'changeReleaseDates', {
        prisonerNumber,
        sentenceId: recordId('prisons', imposed.value),
        calculatedOn: isoDate(day),
        ...keyDates(sentence, change.conditionalRelease),
      }),
    );
  }
}
