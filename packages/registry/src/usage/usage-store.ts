import type { CheckedOperation } from '@throughgate/checks';
import type {
  FieldUse,
  OperationRegistration,
  OperationSummary,
  Page,
  PageRequest,
  RegisteredDocuments,
  Supergraph,
  UsageReport,
} from '@throughgate/registry-client';
import type pg from 'pg';
import { checkedOperations } from './checked-operations.ts';
import { createFieldList, type FieldQuery } from './list-fields.ts';
import { listOperations } from './list-operations.ts';
import { recordReport } from './record-report.ts';
import { registerOperations } from './register-operations.ts';
import { documentsDigest, registeredDocuments } from './registered-documents.ts';

/** What is known of the operations that clients run. A window of `days` is so many UTC days before today, and today. */
export interface UsageStore {
  /** Counts what a gateway reports, once however often it is sent. Raises HUB-C047 when a shape is none. */
  record(report: UsageReport): Promise<void>;
  /** Replaces the operations that a client registered. Raises HUB-C047 when a document is no operation. */
  register(registration: OperationRegistration): Promise<void>;
  /** The documents that clients registered. */
  documents(): Promise<RegisteredDocuments>;
  /** Their digest alone. */
  documentsDigest(): Promise<string>;
  /** Operations of a window and those registered, with their uses by day: what changes are checked against. */
  operations(days: number): Promise<CheckedOperation[]>;
  /** Operations of a window and those registered, those that ran most first. */
  listOperations(query: PageRequest & { readonly days: number }): Promise<Page<OperationSummary>>;
  /** Parts of the live graph, by coordinate, and who uses them. */
  listFields(query: FieldQuery): Promise<Page<FieldUse>>;
}

/** What {@link createUsageStore} is made from. */
export interface UsageStoreOptions {
  /** The registry's database. */
  readonly pool: pg.Pool;
  /** The graph whose fields are listed. */
  readonly live: {
    liveDigest(): Promise<string | undefined>;
    liveSupergraph(): Promise<Supergraph | undefined>;
  };
}

/** Creates the store of usage over the registry's database. */
export function createUsageStore({ pool, live }: UsageStoreOptions): UsageStore {
  const operations = (days: number) => checkedOperations(pool, days);
  return {
    record: (report) => recordReport(pool, report),
    register: (registration) => registerOperations(pool, registration),
    documents: () => registeredDocuments(pool),
    documentsDigest: () => documentsDigest(pool),
    operations,
    listOperations: (query) => listOperations(pool, query),
    listFields: createFieldList({
      liveDigest: () => live.liveDigest(),
      liveSupergraph: () => live.liveSupergraph(),
      operations,
    }),
  };
}
