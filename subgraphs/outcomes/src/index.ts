export { journeyProjection } from './journey/projection.ts';
export { migrateOutcomes, type RunningOutcomes, startOutcomes } from './main.ts';
