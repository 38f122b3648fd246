export { createRegistryClient, type RegistryClient } from './client/registry-client.ts';
export { RegistryClientError } from './client/registry-client-error.ts';
export type { RegistryConnection } from './client/send-request.ts';
export * from './contract/check.ts';
export { CodedError, type CodedErrorOptions } from './contract/coded-error.ts';
export * from './contract/configuration.ts';
export { createFinding } from './contract/create-finding.ts';
export { digestOf, shortDigest } from './contract/digest.ts';
export {
  type ErrorCode,
  type ErrorExplanation,
  errorCatalogue,
  errorCodes,
  explainError,
} from './contract/error-catalogue.ts';
export * from './contract/finding.ts';
export * from './contract/gateway.ts';
export * from './contract/listing.ts';
export * from './contract/names.ts';
export * from './contract/operation.ts';
export * from './contract/problem.ts';
export * from './contract/publication.ts';
export * from './contract/received-events.ts';
export * from './contract/reserved-names.ts';
export * from './contract/subgraph.ts';
export * from './contract/supergraph.ts';
export * from './contract/token.ts';
export { withoutCredentials } from './contract/without-credentials.ts';
export { problemType } from './routes/answers.ts';
export type { AnswerOf, CheckedRequest, Route } from './routes/route.ts';
export { type RouteName, type RouteOf, routes } from './routes/routes.ts';
