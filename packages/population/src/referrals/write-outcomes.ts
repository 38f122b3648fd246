import type { Random } from '../random.ts';
import { isoDate } from '../time/day.ts';
import { officeMoment } from '../time/office-hours.ts';
import type { Referral } from './referral.ts';

/** What the support achieved. */
export function writeOutcomes({ occasion, plan, log, schedule }: Referral, random: Random): void {
  const { referenceNumber } = occasion;
  for (const { type, on } of plan.outcomes) {
    const at = officeMoment(random, on);
    schedule.at(at, () =>
      log.record(at, 'recordOutcome', { referenceNumber, type, achievedOn: isoDate(on) }),
    );
  }
}
