import type { Calibration } from './calibration/calibration.ts';
import type { Diary } from './diary.ts';
import type { Person } from './person/person.ts';
import type { Random } from './random.ts';
import type { StepLog } from './step-log.ts';
import type { Timeline } from './timeline/timeline.ts';

/** What the agencies' records of one person are written from. */
export interface Life {
  /** The person. */
  readonly person: Person;
  /** What courts and prisons did. */
  readonly timeline: Timeline;
  /** How people behave in this profile. */
  readonly calibration: Calibration;
  /** What takes the person's time, in the order in which the agencies' parts are written. */
  readonly diary: Diary;
  /** Where the steps go. */
  readonly log: StepLog;
  /** A stream of random choices for one layer of the life. */
  random(layer: string): Random;
}
