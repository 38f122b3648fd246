export {
  type Composition,
  type CompositionProblem,
  compose,
  type SubgraphSource,
} from './composition/compose.ts';
