import { jobcentreOfficesFor } from '@throughgate/domain';
import type { Life } from '../life.ts';
import type { Random } from '../random.ts';
import { type Day, isoDate, type Moment } from '../time/day.ts';
import { londonMoment } from '../time/london.ts';

/**
 * Moves the person to another office that deals with people of their delivery unit, where there is one, on the day of a
 * claim, before the claim. `after` is the moment of the record before. Returns the code of the office from then on.
 */
export function moveOffice(
  { person, log }: Life,
  random: Random,
  officeCode: string,
  day: Day,
  after: Moment,
): string {
  const others = jobcentreOfficesFor(person.unit.code).filter(({ code }) => code !== officeCode);
  const recorded = Math.max(londonMoment(day, 8 * 60 + 40), after + 60_000);
  if (others.length === 0 || recorded > londonMoment(day, 9 * 60)) return officeCode;
  const { code } = random.pick(others);
  log.family('offices').add('jobcentre', 'moveClaimant', recorded, {
    nino: person.identifiers.nino,
    officeCode: code,
    from: isoDate(day),
  });
  return code;
}
