export { type CacheTag, isCacheTag, readCacheTag } from './cache-tag.ts';
export { createFaultCompiler, createSchemaCompiler, type DataFault } from './compile-schema.ts';
export {
  contractTitleProblem,
  type EventContract,
  eventContract,
  eventContracts,
  eventContractsIn,
  type PersonState,
  type SpellState,
} from './event-contract.ts';
export { EventContractError } from './event-contract-error.ts';
export type * from './generated/graph.ts';
export { JourneyDocument } from './generated/graph.ts';
export {
  type HubAgency,
  type HubSubgraph,
  hubAgencies,
  hubAgencyNames,
  hubSubgraphNames,
} from './hub-agencies.ts';
export { commonSchemas, identifierKinds, type JsonSchema } from './json-schema.ts';
export {
  type EventContractsPublished,
  eventContractsPublished,
  registryAgency,
  type SupergraphPublished,
  supergraphPublished,
} from './registry-events.ts';
export { operationText, schemaDirectory, subgraphSdl, supergraphSdl } from './schema-files.ts';
export { valueAt } from './value-at.ts';
