import type { Calibration } from '../calibration/calibration.ts';
import type { Random } from '../random.ts';
import type { Day } from '../time/day.ts';
import type { Span } from '../time/spans.ts';
import { workingDayFrom } from '../time/working-day.ts';
import type { CustodyStay } from '../timeline/timeline.ts';
import type { PrisonRoute } from './choose-prisons.ts';

/** Days on which a person is out of the prison but stays in custody; back on the last one. */
export interface Absence extends Span {
  /** Why. */
  readonly reason: 'SENT_TO_COURT' | 'TEMPORARY_ABSENCE_RELEASE';
  /** Why, more closely, as a code of MOVE_RSN; null for none. */
  readonly reasonCode: string | null;
}

/** A stay of some nights in a hospital: Medical/Dental Inpatient Appointment. */
const inHospital = 'C6';

/** Plans the absences of a stay: court, hospital, release on temporary licence. None overlaps another or a transfer. */
export function planAbsences(
  random: Random,
  calibration: Calibration,
  stay: CustodyStay,
  route: PrisonRoute,
): Absence[] {
  const { court, hospital, temporaryRelease, temporaryReleaseFromDays } = calibration.custody;
  const { from, to, sentence } = stay;
  const served = to - from;
  const absences: Absence[] = [];
  const add = (
    reason: Absence['reason'],
    first: Day,
    nights: number,
    reasonCode: string | null = null,
  ): void => {
    const last = first + nights;
    const clash =
      first <= from ||
      last >= to ||
      route.moves.some((move) => move.day >= first - 1 && move.day <= last + 1) ||
      absences.some((other) => other.from <= last + 1 && other.to >= first - 1);
    if (!clash) absences.push({ reason, reasonCode, from: first, to: last });
  };
  const dayBetween = (early: number, late: number): Day =>
    workingDayFrom(from + Math.round(served * (early + (late - early) * random.float())));

  if (sentence !== null && sentence.imposedOn > from) add('SENT_TO_COURT', sentence.imposedOn, 0);
  if (served >= 40 && random.chance(court)) add('SENT_TO_COURT', dayBetween(0.2, 0.7), 0);
  if (served >= 90 && random.chance(hospital))
    add('TEMPORARY_ABSENCE_RELEASE', dayBetween(0.1, 0.8), random.int(1, 6), inHospital);
  if (served >= temporaryReleaseFromDays && random.chance(temporaryRelease)) {
    for (let count = random.int(1, 3); count > 0; count--) {
      add('TEMPORARY_ABSENCE_RELEASE', dayBetween(0.8, 0.97), random.chance(0.4) ? random.int(1, 3) : 0);
    }
  }
  return absences;
}
