import { hasSqlState, sqlState } from '@throughgate/database';
import type { TableColumns } from '../graph/record-source.ts';
import type { Agency } from './agency.ts';
import type { Tables } from './stored.ts';

const perAgency = new WeakMap<Agency, TableColumns>();

/**
 * The columns of an agency's tables, learnt from the first answer: a statement that names its columns can be prepared, while
 * PostgreSQL refuses a prepared one with `*` once a migration has changed the table. A column that a migration adds
 * beside this process is left as it is, as Prisma leaves it.
 */
export function tableColumns<T extends Tables>(agency: Agency<T>): TableColumns {
  const known = perAgency.get(agency as Agency);
  if (known) return known;
  const lists = new Map<string, string>();
  const made: TableColumns = {
    list: (table) => lists.get(table),
    learn: (table, fields) => {
      if (!lists.has(table)) lists.set(table, fields.map(({ name }) => `"${name}"`).join(', '));
    },
    doubt: (error) => {
      if (hasSqlState(error, sqlState.undefinedColumn)) lists.clear();
    },
  };
  perAgency.set(agency as Agency, made);
  return made;
}
