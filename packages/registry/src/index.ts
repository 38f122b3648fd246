export { type Composition, type CompositionProblem, compose, type SubgraphSource } from './compose.ts';
