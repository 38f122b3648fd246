export type { ExecutionAnswer, ExecutionRequest, Executor, PlannableOperation } from './executor/executor.ts';
export type { Limits } from './features/limits/limits.ts';
export type { UsageOptions } from './features/usage/record-usage.ts';
export type { GatewayOptions, RunningGateway } from './gateway-options.ts';
export { type CorsOrigins, loopbackOrigins } from './http/cors.ts';
export type { IdentifyCaller } from './http/graphql-routes.ts';
export { startGateway } from './start-gateway.ts';
export { type RegistrySourceOptions, registrySource } from './supergraph-source/registry-source.ts';
export type {
  SourcedSupergraph,
  SupergraphCandidate,
  SupergraphSource,
  SwitchResult,
} from './supergraph-source/supergraph-source.ts';
export type { SubgraphAnswer, SubgraphRequest, SubgraphTransport } from './transport/subgraph-transport.ts';
