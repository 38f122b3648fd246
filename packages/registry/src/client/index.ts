export { createFinding } from '../checks/create-finding.ts';
export { digestOf, shortDigest } from '../contract/digest.ts';
export type * from '../contract/index.ts';
export { type ErrorCode, errorCatalogue, errorCodes, explainError } from '../errors/catalogue.ts';
export { createRegistryClient, type RegistryClient } from './registry-client.ts';
export { RegistryClientError } from './registry-client-error.ts';
export type { RegistryConnection } from './send-request.ts';
