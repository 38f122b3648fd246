import { hash } from 'node:crypto';
import {
  BIGINT,
  BOOLEAN,
  type DuckDBType,
  DuckDBUUIDValue,
  type DuckDBValue,
  INTEGER,
  TIMESTAMP,
  UBIGINT,
  UUID,
  VARCHAR,
} from '@duckdb/node-api';
import type { Episode, EpisodeKind } from '../declaration/episode-kind.ts';
import { columnTypes } from './column-types.ts';
import { recordKey } from './record-key.ts';

interface TableColumn {
  readonly name: string;
  readonly sql: string;
  readonly type: DuckDBType;
}

/** An episode as a row of its kind's tables. */
export interface EpisodeRow {
  readonly recordKey: bigint;
  /** Stands for all that it says, and to whom it belongs: two rows with one digest are the same. */
  readonly digest: bigint;
  /** In the order of `EpisodeTable.columns`. */
  readonly values: readonly DuckDBValue[];
}

/**
 * The tables of a kind of episodes, and the SQL that works on them. `base` holds what was known when; `delta` takes what is new, at
 * its end, and is moved into the base by the fold: the base has no index to be kept, so that a change costs no more than writing its rows.
 */
export interface EpisodeTable {
  readonly kind: EpisodeKind;
  readonly base: string;
  readonly delta: string;
  /** Columns in which an episode is told. */
  readonly columns: readonly TableColumn[];
  /** All columns of the delta, in their order. */
  readonly deltaColumns: readonly TableColumn[];
  /** Creates both tables, empty. */
  readonly create: string;
  /** See `MeasureStore.episodes`. */
  readonly asKnown: string;
  /** Keys and digests of episodes that are known now: of those of which `condition` holds. */
  known(condition: string): string;
  /** Statements that move the delta into the base, for one transaction. */
  readonly fold: readonly string[];
}

const nameForm = /^[a-z][a-z0-9_]{0,40}$/;

/** Columns of the tables that are not the episode's. */
const taken = new Set([
  'id',
  'person_id',
  'person_no',
  'record_key',
  'digest',
  'seq',
  'learnt_from',
  'learnt_to',
  'over',
]);

const keyColumns: readonly TableColumn[] = [
  { name: 'record_key', sql: 'UBIGINT', type: UBIGINT },
  { name: 'digest', sql: 'UBIGINT', type: UBIGINT },
];

/** Columns that episodes of all kinds have. */
const sharedColumns: readonly TableColumn[] = [
  { name: 'id', sql: 'VARCHAR', type: VARCHAR },
  { name: 'person_id', sql: 'UUID', type: UUID },
  { name: 'person_no', sql: 'INTEGER', type: INTEGER },
];

/** The tables of a kind. Raises an error where a name of it cannot be that of a table or column. */
export function episodeTable(kind: EpisodeKind): EpisodeTable {
  const names = Object.keys(kind.columns);
  for (const name of [kind.name, ...names]) {
    if (!nameForm.test(name))
      throw new Error(`A kind's name and its columns' are ${nameForm.source}, not ${name}`);
  }
  const reserved = names.find((name) => taken.has(name));
  if (reserved !== undefined)
    throw new Error(`The column ${reserved} of ${kind.name} is one that all kinds have`);

  const columns = [
    ...sharedColumns,
    ...Object.entries(kind.columns).map(([name, { type }]) => ({ name, ...columnTypes[type] })),
  ];
  const deltaColumns: readonly TableColumn[] = [
    ...keyColumns,
    { name: 'seq', sql: 'BIGINT', type: BIGINT },
    { name: 'learnt_from', sql: 'TIMESTAMP', type: TIMESTAMP },
    { name: 'over', sql: 'BOOLEAN', type: BOOLEAN },
    ...columns,
  ];
  const base = `base_${kind.name}`;
  const delta = `delta_${kind.name}`;
  const list = (of: readonly TableColumn[]) => of.map(({ name }) => `"${name}"`).join(', ');
  const declared = (of: readonly TableColumn[]) => of.map(({ name, sql }) => `"${name}" ${sql}`).join(', ');
  const told = `record_key, ${list(columns)}`;
  const kept = `record_key, digest, ${list(columns)}`;
  const latest = (condition: string) =>
    `SELECT * FROM ${delta} ${condition} QUALIFY row_number() OVER (PARTITION BY record_key ORDER BY seq DESC) = 1`;

  return {
    kind,
    base,
    delta,
    columns,
    deltaColumns,
    create: `CREATE TABLE ${base} (${declared(keyColumns)}, learnt_from TIMESTAMP, learnt_to TIMESTAMP, ${declared(columns)});
      CREATE TABLE ${delta} (${declared(deltaColumns)})`,
    // What a row of the delta closes is open in the base, and learnt before it: one test serves both what is open and what is closed.
    // It is an ANTI JOIN and no NOT EXISTS, which DuckDB would answer by hashing the keys of all of the base first.
    asKnown: `SELECT ${told} FROM ${base} ANTI JOIN (SELECT record_key FROM ${delta} WHERE learnt_from <= $known_at) AS d USING (record_key)
      WHERE learnt_from <= $known_at AND (learnt_to IS NULL OR learnt_to > $known_at)
      UNION ALL
      SELECT ${told} FROM (${latest('WHERE learnt_from <= $known_at')}) WHERE NOT over`,
    known: (condition) => `WITH latest AS (${latest('')}),
        open AS (SELECT record_key, digest, person_no FROM ${base} WHERE learnt_to IS NULL AND ${condition})
      SELECT record_key, digest FROM open ANTI JOIN latest USING (record_key)
      UNION ALL
      SELECT record_key, digest FROM latest WHERE NOT over AND ${condition}`,
    fold: [
      // First, so that it finds what was open before, and not what the next statement adds.
      `UPDATE ${base} SET learnt_to = d.learnt_from
       FROM (SELECT record_key, min(learnt_from) AS learnt_from FROM ${delta} GROUP BY record_key) AS d
       WHERE ${base}.record_key = d.record_key AND learnt_to IS NULL`,
      `INSERT INTO ${base} (${kept}, learnt_from, learnt_to)
       SELECT ${kept}, learnt_from, closed FROM (
         SELECT *, lead(learnt_from) OVER (PARTITION BY record_key ORDER BY seq) AS closed FROM ${delta})
       WHERE NOT over AND (closed IS NULL OR closed > learnt_from)`,
      `DELETE FROM ${delta}`,
    ],
  };
}

/** The row of an episode. Raises an error that names what of it is not as its kind says. */
export function episodeRow(
  { kind, columns }: EpisodeTable,
  episode: Episode,
  personNo: number | null,
  secret: string,
): EpisodeRow {
  const { id, personId } = episode;
  const own = columns.slice(sharedColumns.length).map(({ name }) => {
    const given = episode[name] ?? null;
    if (given === null) return null;
    const { type } = kind.columns[name] as EpisodeKind['columns'][string];
    const value = columnTypes[type].value(given);
    if (value === undefined) {
      throw new Error(`${kind.name} ${id}: ${name} is ${JSON.stringify(given)}, which is no ${type}`);
    }
    return value;
  });
  // Columns of which nothing is known are not part of it: one that is added later changes no row until it says something.
  const said = columns
    .slice(sharedColumns.length)
    .flatMap(({ name }, index) => (own[index] === null ? [] : [[name, episode[name]]]));
  const digest = hash(
    'sha256',
    JSON.stringify([id, personId, personNo, said.sort()]),
    'buffer',
  ).readBigUInt64BE();
  const person = personId === null ? null : DuckDBUUIDValue.fromUint128(uint128(personId));
  return { recordKey: recordKey(secret, kind.name, id), digest, values: [id, person, personNo, ...own] };
}

function uint128(uuid: string): bigint {
  return BigInt(`0x${uuid.replaceAll('-', '')}`);
}
