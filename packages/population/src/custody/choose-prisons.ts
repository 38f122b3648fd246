import type { Calibration } from '../calibration/calibration.ts';
import type { Person } from '../person/person.ts';
import type { Random } from '../random.ts';
import { ageOn, type Day } from '../time/day.ts';
import { isWorkingDay, workingDayFrom } from '../time/working-day.ts';
import type { CustodyStay } from '../timeline/timeline.ts';

/** Where a person is held during a stay. */
export interface PrisonRoute {
  /** The prison that takes the person in from court or on recall. */
  readonly reception: string;
  /** Transfers in order of time: each on a day, to another prison than the one before. */
  readonly moves: readonly { readonly day: Day; readonly to: string }[];
}

/** Chooses a local prison and, for longer stays, a training prison and near the end an open or resettlement one. */
export function choosePrisons(
  random: Random,
  calibration: Calibration,
  person: Person,
  stay: CustodyStay,
): PrisonRoute {
  const { estate, transferFromDays, transferred, temporaryReleaseFromDays } = calibration.custody;
  const prisons = estate(person, ageOn(person.born, stay.from));
  const reception = random.pick(prisons.local);
  const moves: { day: Day; to: string }[] = [];
  const served = stay.to - stay.from;
  const settled = Math.max(stay.from, stay.sentence?.imposedOn ?? stay.from);
  const add = (wanted: Day, choices: readonly string[]): void => {
    const held = moves.at(-1)?.to ?? reception;
    const others = choices.filter((id) => id !== held);
    const day = workingDayFrom(wanted);
    if (
      others.length > 0 &&
      isWorkingDay(day) &&
      day < stay.to - 7 &&
      day > (moves.at(-1)?.day ?? settled) + 5
    ) {
      moves.push({ day, to: random.pick(others) });
    }
  };
  if (served >= transferFromDays && random.chance(transferred)) {
    add(settled + random.int(10, Math.max(12, Math.round(served * 0.25))), prisons.training);
    if (served >= temporaryReleaseFromDays && random.chance(0.5)) {
      add(stay.from + Math.round(served * (0.6 + 0.15 * random.float())), prisons.open);
    }
  }
  return { reception, moves };
}
