export type { ExecutionAnswer, ExecutionRequest, Executor } from './executor/executor.ts';
export type { GatewayOptions, RunningGateway } from './gateway-options.ts';
export type { IdentifyCaller } from './http/graphql-routes.ts';
export type { Limits } from './limits/limits.ts';
export { startGateway } from './start-gateway.ts';
export type { SubgraphAnswer, SubgraphRequest, SubgraphTransport } from './transport/subgraph-transport.ts';
