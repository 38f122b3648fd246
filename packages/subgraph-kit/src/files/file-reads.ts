import { dayAndMomentAsText, pipeline, prepared } from '@throughgate/database';
import DataLoader from 'dataloader';
import type pg from 'pg';
import type { Agency } from './agency.ts';
import type { Tables } from './stored.ts';
import { tableColumns } from './table-columns.ts';

/** A row with its columns, days and moments as text. */
export type TextRow = Readonly<Record<string, unknown>>;

/** Reads rows within a transaction. */
export interface FileReads {
  /** The rows of a table that have a value in a column. What is asked for at once is read in one round trip. */
  rowsWith(table: string, column: string, value: string): Promise<readonly TextRow[]>;
  /** Why a statement failed, and the transaction with it; `undefined` while it is whole. */
  failure(): { readonly error: unknown } | undefined;
}

interface Wanted {
  readonly table: string;
  readonly column: string;
  readonly value: string;
}

/** Makes the reads of the transaction of `client`. */
export function createFileReads<T extends Tables>(client: pg.ClientBase, agency: Agency<T>): FileReads {
  const columns = tableColumns(agency);
  let failure: { readonly error: unknown } | undefined;
  const loader = new DataLoader(
    async (wanted: readonly Wanted[]) => {
      const groups = [...Map.groupBy(wanted, ({ table, column }) => `${table} ${column}`).values()];
      const results = await pipeline(client, groups.map(statement)).catch((error: unknown) => {
        columns.doubt(error);
        failure ??= { error };
        throw error;
      });
      const found = new Map<Wanted, readonly TextRow[]>();
      groups.forEach((group, index) => {
        const { rows = [], fields = [] } = results[index] ?? {};
        const [{ table, column } = { table: '', column: '' }] = group;
        columns.learn(table, fields);
        const byValue = Map.groupBy(rows as TextRow[], (row) => String(row[column]));
        for (const one of group) found.set(one, byValue.get(one.value) ?? []);
      });
      return wanted.map((one) => found.get(one) ?? []);
    },
    { cache: false },
  );
  return {
    rowsWith: (table, column, value) => loader.load({ table, column, value }),
    failure: () => failure,
  };

  function statement(group: readonly Wanted[]): pg.QueryConfig {
    const [{ table, column } = { table: '', column: '' }] = group;
    const values = [group.map(({ value }) => value)];
    const list = columns.list(table);
    const select = `SELECT ${list ?? '*'} FROM "${table}" WHERE "${column}" = ANY ($1)`;
    const statement = list === undefined ? { text: select, values } : prepared(select, values);
    return { ...statement, types: dayAndMomentAsText };
  }
}
