export { eventContractsIn } from '@throughgate/contracts';
export type { Retention } from '@throughgate/runtime/settings';
export { type AgencyLoader, openAgencyLoader } from './agency-loader.ts';
export {
  type AgencySubgraph,
  type RunningAgency,
  type StartAgencyOptions,
  startAgency,
} from './agency-subgraph.ts';
export { type AgencyOptions, defineAgency } from './define-agency.ts';
export type { AgencyContext } from './files/agency-context.ts';
export type { PersonFile, RegisterFile } from './files/agency-file.ts';
export type { Change } from './files/change.ts';
export type { Command } from './files/command.ts';
export { defineCommands, defineRecord } from './files/define-record.ts';
export { personFile, registerFile } from './files/file-kind.ts';
export type { LoadResult, LoadStep } from './files/load-files.ts';
export type { PrismaTables } from './files/prisma-tables.ts';
export type { Stored } from './files/stored.ts';
export type { Condition } from './graph/condition.ts';
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
export { contactColumns, contactsAmong, knownRole } from './graph/contacts.ts';
export { alreadyExists, badInput, conflict, notFound } from './graph/errors.ts';
export { createGraphService, type GraphServiceOptions } from './graph/graph-service.ts';
export { createGroupedLoader } from './graph/grouped-loader.ts';
export {
  atLeast,
  filledInput,
  identifierInput,
  notBefore,
  optionalIdentifierInput,
  weeklyHours,
} from './graph/input-checks.ts';
export { lastsOn } from './graph/lasts-on.ts';
export { loadAll } from './graph/load-all.ts';
export { offenderToJoin } from './graph/offender-to-join.ts';
export type { CountedConnection, PageKey } from './graph/page-loader.ts';
export type { Reader } from './graph/reader.ts';
export { required } from './graph/required.ts';
export { type Pruned, type PrunedTable, type PruneOptions, prune } from './pruning/prune.ts';
export { type RunAgencyOptions, runAgency } from './run-agency.ts';
export { sqlConnection } from './sql-connection.ts';
