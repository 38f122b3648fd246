import type { PlainDate } from '@throughgate/domain';
import type { Condition } from './measure.ts';

/** A step of a funnel: an episode has come so far when the day is known and not after the as-of day. */
export interface FunnelStep {
  /** For example `assessed`. */
  readonly id: string;
  /** What has happened then, for a stranger. */
  readonly words: string;
  /** SQL of the day on which the step was taken, a DATE of `e`; null until it is. */
  readonly on: string;
}

/**
 * How far episodes come on a way of several steps. An episode counts in a step when it has taken that one and all before it, so that
 * each step's number is part of the one before.
 */
export interface Funnel {
  /** As it is asked for, for example `referral`. */
  readonly id: string;
  readonly title: string;
  /** Raised with each change of what is counted. */
  readonly version: number;
  /** First day on which this version is the one that is asked for. */
  readonly validFrom: PlainDate;
  /** Last day; null while it is the one. */
  readonly validTo: PlainDate | null;
  /** Name of the kind of episodes. */
  readonly episode: string;
  /** Which episodes. */
  readonly population: Condition;
  /** SQL of the day by which an episode belongs to a period, as of a measure. */
  readonly day: string;
  /** At least two; the first is where episodes begin. */
  readonly steps: readonly FunnelStep[];
  /** What it can be counted by, as ids of dimensions, beside those of time. */
  readonly dimensions: readonly string[];
  /** Agencies whose events it rests on. */
  readonly agencies: readonly string[];
  readonly owner: string;
  readonly source: string;
}
