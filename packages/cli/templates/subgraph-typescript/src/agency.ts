import { join } from 'node:path';
import { defineAgency, eventContractsIn } from '@throughgate/subgraph-kit';

/** A row of the table of the same name, as it is written: days are `YYYY-MM-DD`. */
export interface __Entity__ {
  readonly id: string;
  readonly crn: string;
  readonly summary: string;
  readonly openedOn: string;
  readonly closedOn: string | null;
}

/** The tables, by name. */
export type Tables = { __Entity__: __Entity__ };

/** The agency: one file for each person, keyed by the CRN, and the contracts of its events. */
export const agency = defineAgency<Tables>({
  name: '__name__',
  fileKey: 'crn',
  tables: { __Entity__: 'id' },
  contracts: eventContractsIn(join(import.meta.dirname, '../events'), '__name__'),
});
