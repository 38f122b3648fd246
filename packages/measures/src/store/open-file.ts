import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, listValue } from '@duckdb/node-api';
import { type Logger, OperatorError } from '@throughgate/service';
import type { EpisodeTable } from './episode-table.ts';
import { fileHolder } from './file-holder.ts';
import { readRows } from './read-rows.ts';

interface FileOptions {
  readonly path: string;
  readonly tables: readonly EpisodeTable[];
  /** Tells whether a file was made with the secret. */
  readonly secretMark: string;
  readonly memoryLimit?: string;
  readonly threads?: number;
  readonly logger?: Logger;
}

/** A store's file, open, with the tables of its kinds. */
interface OpenFile {
  readonly instance: DuckDBInstance;
  close(): void;
}

/** Raised to the form of the file that this version of the hub writes. */
const fileForm = 1;

/** Files that this process has open: the lock that DuckDB takes keeps other processes out, not this one. */
const openHere = new Set<string>();

/** Opens a store's file, brings it to the form of its kinds, and reads all of it once, so that what is broken shows now. */
export async function openFile(options: FileOptions): Promise<OpenFile> {
  if (options.path === ':memory:') return open(options, ':memory:');
  const path = resolve(options.path);
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new OperatorError(
      `The directory of the measures' file ${path} cannot be made: ${reason}. HUB_MEASURES_DIRECTORY names another.`,
    );
  }
  if (openHere.has(path))
    throw new OperatorError(`The measures' file ${path} is open in this process already.`);
  openHere.add(path);
  try {
    return await openOrReplace(options, path);
  } catch (error) {
    openHere.delete(path);
    throw error;
  }
}

async function openOrReplace(options: FileOptions, path: string): Promise<OpenFile> {
  try {
    return await open(options, path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const holder = fileHolder(reason);
    if (holder !== undefined) {
      throw new OperatorError(
        `The measures' file ${path} is in use by ${holder}: one hub at a time works with it. Stop that one, or give this one a directory of its own with HUB_MEASURES_DIRECTORY.`,
      );
    }
    // Nothing of these is the file's fault.
    if (
      /Permission denied|Read-only file system|No space left|Out of Memory|Cannot open file/i.test(reason)
    ) {
      throw new OperatorError(`The measures' file ${path} cannot be opened: ${reason}`);
    }
    options.logger?.warn(
      { file: path, reason },
      'The file of measures cannot be used: it is put aside and made anew',
    );
    putAside(path);
    return open(options, path);
  }
}

function putAside(path: string): void {
  for (const ending of ['', '.wal']) {
    rmSync(`${path}${ending}.old`, { force: true });
    if (existsSync(`${path}${ending}`)) renameSync(`${path}${ending}`, `${path}${ending}.old`);
  }
}

async function open(
  { tables, secretMark, memoryLimit = '512MB', threads = 2 }: FileOptions,
  path: string,
): Promise<OpenFile> {
  const instance = await DuckDBInstance.create(path, {
    memory_limit: memoryLimit,
    threads: String(threads),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    ...(path === ':memory:' ? { temp_directory: '' } : {}),
  });
  const close = () => {
    instance.closeSync();
    openHere.delete(path);
  };
  try {
    const connection = await instance.connect();
    try {
      await connection.run('BEGIN');
      await bringToForm(connection, tables, secretMark);
      await connection.run('COMMIT');
      for (const { base, delta } of tables) {
        await connection.run(
          `SELECT bit_xor(hash(t)) FROM ${base} AS t; SELECT bit_xor(hash(t)) FROM ${delta} AS t`,
        );
      }
    } finally {
      connection.closeSync();
    }
    return { instance, close };
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

/** Creates and widens tables. Raises an error for a file that can only be made anew. */
async function bringToForm(
  connection: DuckDBConnection,
  tables: readonly EpisodeTable[],
  secretMark: string,
): Promise<void> {
  const read = async <Row>(sql: string) => readRows<Row>(await connection.runAndReadAll(sql));
  const columns = await read<{ table_name: string; column_name: string; data_type: string }>(
    "SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'main' ORDER BY ordinal_position",
  );
  const there = Map.groupBy(columns, ({ table_name }) => table_name);
  if (there.size === 0) {
    await connection.run(
      'CREATE TABLE kept (form INTEGER, secret_mark VARCHAR, position VARCHAR, learnt_at TIMESTAMP, seq BIGINT)',
    );
    await connection.run('CREATE TABLE kept_since (kind VARCHAR, since TIMESTAMP)');
    await connection.run('INSERT INTO kept VALUES ($form, $mark, NULL, NULL, 0)', {
      form: fileForm,
      mark: secretMark,
    });
  } else {
    const [kept] = await read<{ form: number; secret_mark: string }>('SELECT form, secret_mark FROM kept');
    if (kept?.form !== fileForm) throw new Error(`it has the form ${kept?.form}, and not ${fileForm}`);
    if (kept.secret_mark !== secretMark) throw new Error('it was made with another secret');
  }
  for (const table of tables) {
    const inFile = there.get(table.base);
    if (!inFile) await connection.run(table.create);
    else {
      await widen(connection, table, inFile);
      // Rows are appended to it by their columns' places.
      const names = table.deltaColumns.map(({ name }) => `"${name}"`).join(', ');
      await connection.run(`CREATE OR REPLACE TABLE ${table.delta} AS SELECT ${names} FROM ${table.delta}`);
    }
  }
  const wanted = new Set(['kept', 'kept_since', ...tables.flatMap(({ base, delta }) => [base, delta])]);
  for (const name of there.keys()) if (!wanted.has(name)) await connection.run(`DROP TABLE "${name}"`);
  await connection.run('DELETE FROM kept_since WHERE kind <> ALL ($kinds)', {
    kinds: listValue(tables.map(({ kind }) => kind.name)),
  });
}

/** Adds the columns to both tables that the kind has and the file has not. Raises an error for other differences. */
async function widen(
  connection: DuckDBConnection,
  { kind, base, delta, columns }: EpisodeTable,
  inFile: readonly { readonly column_name: string; readonly data_type: string }[],
): Promise<void> {
  const told = inFile.slice(inFile.findIndex(({ column_name }) => column_name === columns[0]?.name));
  const gone = told.find(({ column_name }) => !columns.some(({ name }) => name === column_name));
  if (gone) throw new Error(`${kind.name} has no column ${gone.column_name} any more`);
  const types = new Map(told.map(({ column_name, data_type }) => [column_name, data_type]));
  for (const { name, sql } of columns) {
    const type = types.get(name);
    if (type === undefined) {
      for (const table of [base, delta])
        await connection.run(`ALTER TABLE ${table} ADD COLUMN "${name}" ${sql}`);
    } else if (type !== sql) throw new Error(`${kind.name}.${name} is ${sql} now, and not ${type}`);
  }
}
