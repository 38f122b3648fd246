export { bootstrapOperations } from './bootstrap/bootstrap-operations.ts';
export { bootstrapProposals } from './bootstrap/bootstrap-proposals.ts';
export { type RunningRegistry, type StartRegistryOptions, startRegistry } from './start-registry.ts';
