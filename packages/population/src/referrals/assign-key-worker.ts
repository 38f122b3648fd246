import { staffName } from '../names/staff-name.ts';
import type { Random } from '../random.ts';
import { isoDate } from '../time/day.ts';
import { officeMoment } from '../time/office-hours.ts';
import type { Referral } from './referral.ts';

/** The assignment of the key worker, unless the referral ended before. */
export function assignKeyWorker(
  { occasion, plan, keyWorker, log, schedule }: Referral,
  random: Random,
): void {
  const { assignedOn } = plan;
  if (assignedOn === null) return;
  const { referenceNumber } = occasion;
  const at = officeMoment(random, assignedOn);
  const { code, deliveryUnitCode } = keyWorker;
  schedule.at(at, () =>
    log.record(at, 'assignKeyWorker', {
      referenceNumber,
      code,
      ...(deliveryUnitCode !== undefined && { deliveryUnitCode }),
      name: staffName(code),
      assignedOn: isoDate(assignedOn),
    }),
  );
}
