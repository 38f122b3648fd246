import { isoDate } from '../time/day.ts';
import { londonMoment } from '../time/london.ts';
import type { PrisonLog } from './prison-log.ts';
import type { Stay } from './stay.ts';

/** Calculations of the stay's key dates beside those that its sentence brings. */
export function writeKeyDates({ life, plan, revisions, schedule }: Stay, log: PrisonLog): void {
  const sentence =
    plan.sentence ??
    life.timeline.custody.findLast((stay) => stay.from < plan.from && stay.sentence)?.sentence;
  if (sentence == null) return;
  const { curfewEligibility, expiry, licenceExpiry, releaseDates } = sentence;
  for (const { on, reason, change } of revisions) {
    const at = londonMoment(on, 11 * 60);
    const current = releaseDates.changes.findLast(({ inForce }) => inForce <= on)?.conditionalRelease;
    const dates = {
      ...(plan.sentence !== null && { conditionalRelease: current ?? releaseDates.first }),
      ...(plan.sentence !== null &&
        curfewEligibility !== null && { homeDetentionCurfewEligibility: curfewEligibility }),
      sentenceExpiry: expiry,
      ...(licenceExpiry !== null && { licenceExpiry }),
      ...change,
    };
    schedule.at(at, () =>
      log.note(at, 'calculateDates', {
        prisonerNumber: life.person.identifiers.prisonerNumber,
        calculatedOn: isoDate(on),
        reason,
        ...Object.fromEntries(Object.entries(dates).map(([name, day]) => [name, isoDate(day)])),
      }),
    );
  }
}
