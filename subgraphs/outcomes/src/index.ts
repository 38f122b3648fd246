export { contractsProjection } from './contracts/contracts-projection.ts';
export { journeyProjection } from './journey/projection.ts';
export { type MeasuresOptions, migrateOutcomes, type RunningOutcomes, startOutcomes } from './main.ts';
export * from './measures/index.ts';
export { rebuildOutcomes } from './rebuild-outcomes.ts';
