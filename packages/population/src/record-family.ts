import type { Living } from './benefits/living.ts';
import type { CustodyRecord } from './custody/write-custody.ts';
import type { Life } from './life.ts';
import type { Random } from './random.ts';
import type { ProvidedJob } from './referrals/provided-job.ts';
import type { StepLog } from './step-log.ts';
import type { Moment } from './time/day.ts';

/** What became of a person at the four agencies, on which record families build. */
export interface Course {
  /** Stays in custody, in order of time. */
  readonly custody: readonly CustodyRecord[];
  /** When probation recorded the case; null for somebody with whom it has nothing to do. */
  readonly caseRecorded: Moment | null;
  /** Jobs that began with a provider's support. */
  readonly jobs: readonly ProvidedJob[];
  /** What the person lived on outside custody. */
  readonly living: Living;
}

/**
 * A kind of records beside the course of sentence, supervision, claims and referrals, such as the certificates awarded
 * in a prison. It has chance, keys and order of its own: with it and without it all other steps are the same, so that
 * a population that was loaded before can be loaded again.
 */
export interface RecordFamily {
  /** Its name, which is part of its keys and names its stream of chance: never to be changed. */
  readonly name: string;
  /** Writes the steps of one life. None is recorded before what it builds on. */
  write(course: Course, life: Life, random: Random, log: StepLog): void;
}
