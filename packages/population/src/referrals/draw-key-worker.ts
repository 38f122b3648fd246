import type { Calibration } from '../calibration/calibration.ts';
import type { Person } from '../person/person.ts';
import type { Random, Weighted } from '../random.ts';
import type { EteContract } from '../reference/ete-contracts.ts';

/** A key worker, as far as a referral depends on who it is. */
export interface KeyWorker {
  /** The provider's code of the worker. */
  readonly code: string;
  /** The probation delivery unit in whose office the worker sits. */
  readonly deliveryUnitCode?: string;
  /** How full the caseload is, against the fullest: 0 to 1. Whoever is drawn more often has more people. */
  readonly load: number;
  /** Share of those who would take up support who do not with this worker. @default none */
  readonly lost?: number;
}

/** The first of the workers has the fullest caseload, and the last a quarter of it or so. Assumption. */
function loadsOf(workers: number): Weighted<number> {
  return Array.from(
    { length: workers },
    (_, position) => [position + 1, 1 - (0.75 * position) / workers] as const,
  );
}

/** Draws the key worker: of a delivery unit where workers sit in probation offices, else of the contract. */
export function drawKeyWorker(
  random: Random,
  { keyWorkersPerUnit, elsewhere }: Calibration['ete'],
  { unit }: Person,
  contract: EteContract,
): KeyWorker {
  const loads = loadsOf(contract.coLocated ? keyWorkersPerUnit : keyWorkersPerUnit * 5);
  const number = random.weighted(loads);
  const load = loads[number - 1]?.[1] ?? 0;
  // Of each worker in an office there is another elsewhere, so that nothing but where they sit tells them apart.
  if (contract.coLocated && elsewhere.share > 0 && random.chance(elsewhere.share)) {
    return { code: `KW-${unit.code}-${number}-E`, load, lost: elsewhere.lost };
  }
  return contract.coLocated
    ? { code: `KW-${unit.code}-${number}`, deliveryUnitCode: unit.code, load }
    : { code: `KW-${contract.reference}-${number}`, load };
}
