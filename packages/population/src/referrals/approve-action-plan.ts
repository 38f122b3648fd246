import type { Random } from '../random.ts';
import { isoDate, type Moment } from '../time/day.ts';
import { officeMoment } from '../time/office-hours.ts';
import type { Referral } from './referral.ts';

/** The approval of the action plan, where it comes so far. Returns when; the beginning of time without one. */
export function approveActionPlan(referral: Referral, random: Random): Moment {
  const { approvedOn } = referral.plan;
  if (approvedOn === null) return 0;
  const at = officeMoment(random, approvedOn);
  referral.schedule.at(at, () =>
    referral.log.record(at, 'approveActionPlan', {
      referenceNumber: referral.occasion.referenceNumber,
      approvedOn: isoDate(approvedOn),
    }),
  );
  return at;
}
