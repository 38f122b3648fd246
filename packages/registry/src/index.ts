export { bootstrapOperations } from './bootstrap/bootstrap-operations.ts';
export { bootstrapProposals } from './bootstrap/bootstrap-proposals.ts';
export {
  type Composition,
  compose,
  type SubgraphSource,
} from './composition/compose.ts';
export type { CompositionProblem } from './composition/composition-problem.ts';
export { type RunningRegistry, type StartRegistryOptions, startRegistry } from './start-registry.ts';
