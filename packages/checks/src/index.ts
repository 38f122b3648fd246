export type {
  CheckedOperation,
  CheckedSubgraph,
  CheckInput,
  CheckOutput,
  CompositionOutcome,
} from './check-input.ts';
export { apiSchemaOf } from './composition/api-schema-of.ts';
export { checkComposition } from './composition/check-composition.ts';
export { type Composition, compose, type SubgraphSource } from './composition/compose.ts';
export type { CompositionProblem } from './composition/composition-problem.ts';
export { gatewaySchemaOf } from './composition/gateway-schema-of.ts';
export { servableSupergraph } from './composition/servable-supergraph.ts';
export { readEventTypes } from './events/read-event-types.ts';
export { type FederationDefinitions, federationDefinitions } from './federation/federation-definitions.ts';
export { type FederationNames, isFederationLink } from './federation/federation-names.ts';
export { type LintRule, lintRules } from './lint/lint-rules.ts';
export { whyImpossible } from './operations/diff/why-impossible.ts';
export { usedCoordinates } from './operations/trace/used-coordinates.ts';
export { runChecks } from './run-checks.ts';
