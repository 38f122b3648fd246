export { type Dimension, unknownCode } from './declaration/dimension.ts';
export type { Episode, EpisodeColumn, EpisodeColumns, EpisodeKind } from './declaration/episode-kind.ts';
export type {
  AmountMeasure,
  Clock,
  Condition,
  CountMeasure,
  DurationMeasure,
  GapMeasure,
  LengthMeasure,
  Measure,
  RateMeasure,
  ShareMeasure,
  TargetMeasure,
} from './declaration/measure.ts';
export type {
  CountedSet,
  DisclosureControl,
  DurationStep,
  RawCell,
  RawTable,
  ReleasedCell,
  ReleasedTable,
} from './disclosure/disclosure-control.ts';
export type { Cohort, MeasureQuestion } from './question/measure-question.ts';
export type { MeasureStore, StoreChange } from './store/measure-store.ts';
