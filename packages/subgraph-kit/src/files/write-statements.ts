import { prepared } from '@throughgate/database';
import { outboxInsert } from '@throughgate/events';
import type pg from 'pg';
import type { Agency } from './agency.ts';
import type { Tables } from './stored.ts';
import { tableColumns } from './table-columns.ts';
import type { Writes } from './writes.ts';

/** A call that is answered with what is written. */
export interface WritingCall {
  readonly idempotencyKey: string;
  readonly mutation: string;
  readonly digest: string;
  /** Id of the resulting record. */
  readonly result: string;
  /** The id that records get which the call creates. */
  readonly newId: string;
  /** Where the resulting record is, and how its columns are read, when it is to be returned as it is stored. */
  readonly answer?: AnswerRow | undefined;
}

/** A table that holds the records with which calls are answered. */
export interface AnswerRow {
  readonly table: string;
  readonly types: pg.CustomTypesConfig;
}

/** A statement that writes. */
export interface WriteStatement {
  readonly statement: pg.QueryConfig;
  /** The table of which it returns the rows that it wrote. @default it returns nothing */
  readonly returns?: string;
}

/**
 * The statements that write rows, one for each table, and then file versions, events and the results of calls with one more, in
 * a transaction. Columns that a row does not name become null. Rows that calls create are inserted, and the id of one
 * that is there already fails with SQLSTATE 23505, as does an idempotency key; all other rows may be there. Rows of tables
 * from which calls are answered come back as they are stored.
 */
export function writeStatements<T extends Tables>(
  agency: Agency<T>,
  { rows, events, versions }: Writes,
  calls: readonly WritingCall[] = [],
): WriteStatement[] {
  const created = new Set(calls.map(({ newId }) => newId));
  const answers = new Map(
    calls.flatMap(({ answer }) => (answer ? [[answer.table, answer.types] as const] : [])),
  );
  const outbox = outboxInsert(events);
  const values: unknown[] = [...outbox.values, [...versions.keys()], [...versions.values()]];
  if (calls.length > 0) {
    values.push(
      calls.map(({ idempotencyKey }) => idempotencyKey),
      calls.map(({ mutation }) => mutation),
      calls.map(({ digest }) => digest),
      calls.map(({ result }) => result),
    );
  }
  return [
    ...[...rows].flatMap(([table, byId]) =>
      tableStatements(agency, table, byId, created, answers.get(table)),
    ),
    {
      statement: prepared(
        `WITH ${calls.length > 0 ? keysInsert : ''}file AS (
         INSERT INTO hub.file (key, version) SELECT * FROM unnest($2::text[], $3::int[])
         ON CONFLICT (key) DO UPDATE SET version = excluded.version)
       ${outbox.text}`,
        values,
      ),
    },
  ];
}

const keysInsert = `call AS (
  INSERT INTO hub.idempotency (key, mutation, input_digest, result_id)
  SELECT * FROM unnest($4::text[], $5::text[], $6::text[], $7::text[])), `;

function tableStatements<T extends Tables>(
  agency: Agency<T>,
  table: string,
  byId: ReadonlyMap<string, object>,
  created: ReadonlySet<string>,
  types: pg.CustomTypesConfig | undefined,
): WriteStatement[] {
  const key = agency.tables[table]?.key ?? '';
  // Of different commands rows of a table may name different columns, or the same in another order.
  const shapes = Map.groupBy(byId, ([id, row]) => {
    const columns = Object.keys(row).map((column) => `"${column}"`);
    return created.has(id) ? `${columns.join(', ')} new` : columns.join(', ');
  });
  return [...shapes].map(([shape, entries]) => {
    const isNew = shape.endsWith(' new');
    const columns = isNew ? shape.slice(0, -' new'.length) : shape;
    const assignments = columns
      .split(', ')
      .filter((column) => column !== `"${key}"`)
      .map((column) => `${column} = excluded.${column}`);
    const insert = `INSERT INTO "${table}" (${columns})
       SELECT ${columns} FROM jsonb_populate_recordset(NULL::"${table}", $1::jsonb)
       ${isNew ? '' : `ON CONFLICT ("${key}") DO UPDATE SET ${assignments.join(', ')}`}`;
    const values = [JSON.stringify(entries.map(([, row]) => row))];
    if (!types) return { statement: prepared(insert, values) };
    const list = tableColumns(agency).list(table);
    const statement =
      list === undefined
        ? { text: `${insert} RETURNING *`, values }
        : prepared(`${insert} RETURNING ${list}`, values);
    return { statement: { ...statement, types }, returns: table };
  });
}
