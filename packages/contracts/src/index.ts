export {
  type EventContract,
  eventContract,
  eventContracts,
  eventContractsIn,
  type PersonState,
  type SpellState,
} from './event-contract.ts';
export type * from './generated/graph.ts';
export { JourneyDocument } from './generated/graph.ts';
export { commonSchemas } from './json-schema.ts';
export { operationText, schemaDirectory, subgraphSdl, supergraphSdl } from './schema-files.ts';
export { valueAt } from './value-at.ts';
