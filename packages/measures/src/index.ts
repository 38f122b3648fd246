export { type Dimension, isOfTime, unknownCode } from './declaration/dimension.ts';
export type {
  ComputedColumn,
  Episode,
  EpisodeColumn,
  EpisodeColumns,
  EpisodeKind,
} from './declaration/episode-kind.ts';
export type { Funnel, FunnelStep } from './declaration/funnel.ts';
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
export type { Audit } from './disclosure/audit/audit.ts';
export { type AuditOptions, createAudit } from './disclosure/audit/create-audit.ts';
export { createDisclosureControl, type DisclosureOptions } from './disclosure/create-disclosure-control.ts';
export type {
  CountedSet,
  Days,
  DisclosureControl,
  DurationStep,
  RawCell,
  RawTable,
  ReleasedCell,
  ReleasedTable,
} from './disclosure/disclosure-control.ts';
export { ledgerInMemory } from './disclosure/ledger/ledger-in-memory.ts';
export type {
  AskedSet,
  LedgerDetail,
  LedgerSet,
  LedgerStore,
  LedgerTable,
  LedgerWork,
  PlacedSet,
} from './disclosure/ledger/ledger-store.ts';
export type { DisclosurePolicy } from './disclosure/policies/disclosure-policy.ts';
export { policies } from './disclosure/policies/index.ts';
export type { ComparisonQuestion, FunnelQuestion, MeasuresEngine } from './engine/engine-interface.ts';
export { createMeasuresEngine, type MeasuresEngineOptions } from './engine/measures-engine.ts';
export { type ExportEpisodesOptions, exportEpisodes } from './export/export-episodes.ts';
export { clockOf } from './query/counted-episodes.ts';
export type {
  AgencyCompleteness,
  AnswerCell,
  CellKey,
  ComparisonAnswer,
  Completeness,
  Curve,
  CurvePoint,
  CurvesAnswer,
  FunnelAnswer,
  FunnelCell,
  FunnelStepAnswer,
  MeasureAnswer,
} from './question/measure-answer.ts';
export { MeasureError, type MeasureErrorCode } from './question/measure-error.ts';
export type { Cohort, MeasureQuestion } from './question/measure-question.ts';
export type { MeasureStore, StoreChange, StoreStatistics } from './store/measure-store.ts';
export { type OpenMeasureStoreOptions, openMeasureStore } from './store/open-measure-store.ts';
