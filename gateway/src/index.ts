export { type Change, entityName } from './changes/change.ts';
export type { ChangeFeed, ChangeSource } from './changes/change-feed.ts';
export type { BadValues } from './executor/violation-errors.ts';
export type { EntityCacheOptions } from './features/entity-cache/entity-cache.ts';
export type { FeatureSupergraph, GatewayFeature, SupergraphHooks } from './features/gateway-feature.ts';
export type { Limits } from './features/limits/limits.ts';
export type { LiveOptions } from './features/live/live-options.ts';
export type { AnsweredOperation, OperationOutcome, ResolvedOperation } from './features/operation.ts';
export type { RequestContext } from './features/request-context.ts';
export { defaultBreaker, type ResilienceOptions } from './features/resilience/resilience-options.ts';
export type { SignedIn } from './features/sign-in/session.ts';
export type { SignInOptions } from './features/sign-in/sign-in-options.ts';
export type { UsageOptions } from './features/usage/usage-recording.ts';
export type { GatewayOptions, InTurn, RunningGateway } from './gateway-options.ts';
export type { CorsOrigins } from './http/allow-origins.ts';
export type { GraphForPages, PageAnswer, Pages } from './http/pages.ts';
export type { OwnGraphContext, OwnGraphPart } from './own-graph/own-graph-part.ts';
export { startGateway } from './start-gateway.ts';
export type {
  SourcedSupergraph,
  SupergraphCandidate,
  SupergraphSource,
  SwitchResult,
} from './supergraph-source/supergraph-source.ts';
export { SubgraphError, type SubgraphErrorCode } from './transport/subgraph-error.ts';
export type { SubgraphAnswer, SubgraphRequest, SubgraphTransport } from './transport/subgraph-transport.ts';
