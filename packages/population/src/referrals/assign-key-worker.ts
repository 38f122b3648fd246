import { staffName } from '../names/staff-name.ts';
import type { Random } from '../random.ts';
import { isoDate } from '../time/day.ts';
import { officeMoment } from '../time/office-hours.ts';
import type { Referral } from './referral.ts';

/** The key worker: of a delivery unit where workers sit in probation offices, else of the contract. */
function drawKeyWorker(
  random: Random,
  { life, occasion }: Referral,
): { code: string; deliveryUnitCode?: string } {
  const { contract } = occasion;
  const { keyWorkersPerUnit } = life.calibration.ete;
  const { code } = life.person.unit;
  return contract.coLocated
    ? { code: `KW-${code}-${random.int(1, keyWorkersPerUnit)}`, deliveryUnitCode: code }
    : { code: `KW-${contract.reference}-${random.int(1, keyWorkersPerUnit * 5)}` };
}

/** The assignment of a key worker, unless the referral ended before. */
export function assignKeyWorker(referral: Referral, random: Random): void {
  const { assignedOn } = referral.plan;
  if (assignedOn === null) return;
  const { referenceNumber } = referral.occasion;
  const at = officeMoment(random, assignedOn);
  const worker = drawKeyWorker(random, referral);
  referral.schedule.at(at, () =>
    referral.log.record(at, 'assignKeyWorker', {
      referenceNumber,
      ...worker,
      name: staffName(worker.code),
      assignedOn: isoDate(assignedOn),
    }),
  );
}
