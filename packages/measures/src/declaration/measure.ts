import type { PlainDate } from '@throughgate/domain';

/** A condition on an episode `e`, in words and in SQL. `$as_of` is the London day of the as-of moment, a DATE. */
export interface Condition {
  readonly words: string;
  readonly sql: string;
}

/** What every measure says of itself. A commissioner reads all of it. */
interface MeasureBase {
  /** As it is asked for, for example `assessed-in-time`. */
  readonly id: string;
  readonly title: string;
  /** The question that it answers, in one sentence. */
  readonly question: string;
  /** Raised with each change of what is counted. A figure is cited with it. */
  readonly version: number;
  /** First day on which this version is the one that is asked for. */
  readonly validFrom: PlainDate;
  /** Last day; null while it is the one. */
  readonly validTo: PlainDate | null;
  /** Name of the kind of episodes that are counted. */
  readonly episode: string;
  /** Which episodes. */
  readonly population: Condition;
  /** SQL of the day by which an episode belongs to a period, a column of `e`. */
  readonly day: string;
  /** What starts the clock, in words; null where none runs. */
  readonly clockStart: string | null;
  /** Within which time the event must come, in words; null where there is no such time. */
  readonly window: string | null;
  /**
   * Days after `day` before which an episode does not count yet, since its event could still come. @default 0
   */
  readonly matureAfterDays?: number;
  /** Episodes that are left out, each with its reason. */
  readonly exclusions: readonly Condition[];
  /** What it can be counted by, as ids of dimensions, beside those of time, which are of `day`. */
  readonly dimensions: readonly string[];
  /** Agencies whose events it rests on. */
  readonly agencies: readonly string[];
  /** Who answers for the definition. */
  readonly owner: string;
  /** Where the rule comes from: publication, Act and section, line of a seed document. */
  readonly source: string;
  /** A share or number that was set as a target; null where none was. */
  readonly target: number | null;
  /** Why there is no number yet, where no agency keeps the records; such a measure answers "no data". */
  readonly noRecords?: string;
}

/** Days that pass until something happens, with those to whom it has not happened yet. */
export interface Clock {
  readonly event: Condition;
  /** SQL of the day from which days are counted. */
  readonly starts: string;
  /** SQL of the day of the event, null until it comes; one after `$as_of` has not come. */
  readonly ends: string;
  /** SQL of days after which nobody can tell any more; the as-of day always is one. */
  readonly censoredOn: readonly Condition[];
  /** Days after which nobody is watched any longer. */
  readonly horizonDays: number;
}

/** When episodes are counted that last. */
interface CountedOnDays {
  /**
   * Episodes are counted on the last day of each month or quarter of the period (`day` is then `s.day`, and conditions may read it): how many
   * of those open on that day. @default each episode once
   */
  readonly onLastDayOf?: 'MONTH' | 'QUARTER';
}

/** How many of the episodes meet a condition. */
export interface ShareMeasure extends MeasureBase, CountedOnDays {
  readonly form: 'share';
  readonly numerator: Condition;
  /** How long it took, of all that are counted, for quantiles beside the share. */
  readonly durations?: Clock;
}

/** How many episodes there are. */
export interface CountMeasure extends MeasureBase {
  readonly form: 'count';
}

/** How much money, in pence, the episodes add up to. */
export interface AmountMeasure extends MeasureBase, CountedOnDays {
  readonly form: 'amount';
  /** SQL of an episode's pence. */
  readonly pence: string;
}

/** How often something happened to an episode, for each of `per` episodes. */
export interface RateMeasure extends MeasureBase, CountedOnDays {
  readonly form: 'rate';
  readonly numerator: Condition;
  /** For how many episodes the rate is told: 1 or 100. */
  readonly per: number;
}

/** How many days pass until something happens, with those to whom it has not happened yet. */
export interface DurationMeasure extends MeasureBase, Clock {
  readonly form: 'duration';
}

/** How long something took that is over when it is known: the number of `unit`s of each episode, of which none is censored. */
export interface LengthMeasure extends MeasureBase {
  readonly form: 'length';
  /** SQL of the whole number of an episode, 0 or more; null leaves it out. */
  readonly length: string;
  readonly unit: 'days' | 'minutes';
}

/** How many episodes there are, against a number that was agreed for the month. */
export interface TargetMeasure extends MeasureBase {
  readonly form: 'target';
  /** The register kind of the targets: its column of the first day of the month, of the number, and those that it shares with the episodes. */
  readonly targets: {
    readonly episode: string;
    readonly month: string;
    readonly number: string;
    readonly shares: readonly string[];
  };
}

/** By how much the share of one group differs from that of another. */
export interface GapMeasure extends MeasureBase {
  readonly form: 'gap';
  readonly numerator: Condition;
  /** Whose share, in the published order: the value is the share of the first less that of the second. */
  readonly groups: readonly [Condition, Condition];
}

/** A measure, declared. */
export type Measure =
  | ShareMeasure
  | CountMeasure
  | AmountMeasure
  | RateMeasure
  | DurationMeasure
  | LengthMeasure
  | TargetMeasure
  | GapMeasure;
