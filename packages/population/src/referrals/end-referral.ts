import type { Random } from '../random.ts';
import { isoDate } from '../time/day.ts';
import { officeMoment } from '../time/office-hours.ts';
import type { Referral } from './referral.ts';

/** The end of the referral, the last thing of all: nothing else of it happens on that day. */
export function endReferral({ occasion, plan, log, schedule }: Referral, random: Random): void {
  const { referenceNumber } = occasion;
  const { on, status, reasonCode } = plan.ending;
  const at = officeMoment(random, on);
  schedule.at(at, () =>
    log.record(at, 'endReferral', {
      referenceNumber,
      endedOn: isoDate(on),
      status,
      ...(reasonCode !== null && { reasonCode }),
    }),
  );
}
