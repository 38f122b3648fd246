import type { Life } from '../life.ts';
import type { Random } from '../random.ts';
import type { Schedule } from '../schedule.ts';
import { createSchedule } from '../schedule.ts';
import type { Day, Moment } from '../time/day.ts';
import { londonMoment } from '../time/london.ts';
import type { CustodyStay } from '../timeline/timeline.ts';
import { choosePrisons, type PrisonRoute } from './choose-prisons.ts';
import { type Absence, planAbsences } from './plan-absences.ts';
import { type KeyDateRevision, planKeyDates } from './plan-key-dates.ts';

/** A stay in custody with everything that its scenes share. A scene only adds to the schedule. */
export interface Stay {
  /** The life of which it is part. */
  readonly life: Life;
  /** What courts and prisons decided. */
  readonly plan: CustodyStay;
  /** Whether it is the person's first, so that the prisons do not know them yet. */
  readonly first: boolean;
  /** The prisons that hold the person. */
  readonly route: PrisonRoute;
  /** Days out of prison but in custody. */
  readonly absences: readonly Absence[];
  /** Days of transfers and absences, on which nobody can meet the person. */
  readonly away: ReadonlySet<Day>;
  /** When the person comes through the gate for the first time. */
  readonly arrival: Moment;
  /** Calculations of the key dates beside the sentence's own. */
  readonly revisions: readonly KeyDateRevision[];
  /** A stream for the details of what happens, apart from what happens at all. */
  readonly details: Random;
  /** What happens during the stay. */
  readonly schedule: Schedule;
}

/** Decides where a stay is spent and when the person is out, and starts its schedule. */
export function planStay(random: Random, life: Life, plan: CustodyStay, first: boolean): Stay {
  const route = choosePrisons(random, life.calibration, life.person, plan);
  const absences = planAbsences(random, life.calibration, plan, route);
  const away = new Set(route.moves.map((move) => move.day));
  for (const absence of absences) for (let day = absence.from; day <= absence.to; day++) away.add(day);
  const arrival = londonMoment(plan.from, random.int(14 * 60, 18 * 60 + 30));
  const details = life.random(`stay from ${plan.from}`);
  const revisions = planKeyDates(details, life, plan);
  return {
    life,
    plan,
    first,
    route,
    absences,
    away,
    arrival,
    revisions,
    details,
    schedule: createSchedule(),
  };
}

/** The prison that holds the person at the end of a day of the stay. */
export function prisonOn({ route }: Stay, day: Day): string {
  return route.moves.findLast((move) => move.day <= day)?.to ?? route.reception;
}
