import type { RawTable } from '../disclosure-control.ts';
import type { DecidedSet } from '../ledger/decide-sets.ts';
import type { LedgerWork } from '../ledger/ledger-store.ts';
import type { DisclosurePolicy } from '../policies/disclosure-policy.ts';

/** A table that is about to be released. */
export interface AuditedTable {
  readonly table: RawTable;
  readonly sets: readonly DecidedSet[];
  readonly policy: DisclosurePolicy;
  /** Where tables are found that it could be put together with. */
  readonly ledger: LedgerWork | undefined;
}

/** Looks whether cells that are too few to tell could be worked out, and gives the sets with what has to be refused because of it. */
export type Audit = (table: AuditedTable) => Promise<readonly DecidedSet[]>;
