export { eventContractsIn } from '@throughgate/contracts';
export type { Retention } from '@throughgate/runtime/settings';
export { type AgencyLoader, openAgencyLoader } from './agency-loader.ts';
export {
  type AgencySubgraph,
  type RunningAgency,
  type StartAgencyOptions,
  startAgency,
} from './agency-subgraph.ts';
export { type Agency, defineAgency } from './files/agency.ts';
export type { Command, Commands } from './files/command.ts';
export type { LoadResult, LoadStep } from './files/load-files.ts';
export type { Change, PersonFile } from './files/person-file.ts';
export type { Stored } from './files/stored.ts';
export {
  type Connection,
  connectionOf,
  connectionOfList,
  isFilled,
  isMoment,
  type PageArguments,
  type PageRequest,
  pageRequest,
} from './graph/connection.ts';
export type { SubgraphContext } from './graph/context.ts';
export { badInput, conflict, notFound } from './graph/errors.ts';
export { createGraphService, type GraphServiceOptions } from './graph/graph-service.ts';
export { filledInput, identifierInput, notBefore, optionalIdentifierInput } from './graph/input-checks.ts';
export { listLoader, loadAll, pageLoader, type RunSql, required, rowLoader } from './graph/loaders.ts';
export { type Pruned, type PrunedTable, type PruneOptions, prune } from './pruning/prune.ts';
export { type RunAgencyOptions, runAgency } from './run-agency.ts';
export { sqlConnection } from './sql-connection.ts';
