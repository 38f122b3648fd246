import { advisoryLockText, dayAndMomentAsText, pipeline } from '@throughgate/database';
import { recordId } from '@throughgate/domain';
import type pg from 'pg';
import { conditionsSql } from '../graph/condition.ts';
import type { Agency } from './agency.ts';
import type { AgencyFile } from './agency-file.ts';
import { ChangeBuffer } from './change-buffer.ts';
import type { FileAbout, FileKind } from './file-kind.ts';
import type { FileReads } from './file-reads.ts';
import { notAhead } from './not-ahead.ts';
import type { Stored, Tables } from './stored.ts';

/** A file that a transaction has taken. */
export interface TakenFile<T extends Tables, About extends FileAbout> {
  readonly kind: FileKind<T, About>;
  readonly key: string;
  /** Version that it has. */
  readonly version: number;
}

/** How a file is reached in a transaction. */
export interface FileAccess {
  readonly client: pg.ClientBase;
  readonly reads: FileReads;
  /** Raises an error where a rule about other files cannot be asked in this transaction. */
  admitPeers(): void;
}

/** A file with the changes that a command records. */
export type OpenFile<T extends Tables, About extends FileAbout> = AgencyFile<T, About> & {
  readonly changes: ChangeBuffer<T>;
};

/** Opens a file for a command with this input. */
export function openFile<T extends Tables, About extends FileAbout>(
  { client, reads, admitPeers }: FileAccess,
  agency: Agency<T>,
  { kind, key, version }: TakenFile<T, About>,
  input: { readonly idempotencyKey: string },
): OpenFile<T, About> {
  const recordedAt = new Date().toISOString();
  const changes = new ChangeBuffer(agency, kind);
  changes.open(key, version);

  return {
    about: kind.about,
    key,
    exists: version > 0,
    recordedAt,
    newId: recordId(agency.name, input.idempotencyKey),
    changes,
    async get(table, id) {
      const buffered = changes.row(table, id);
      if (buffered) return buffered;
      const rows = await reads.rowsWith(table, agency.tables[table].key, id);
      return rows.find((row) => row[kind.key] === key) as Stored<T[typeof table]> | undefined;
    },
    async list(table) {
      const rows = await reads.rowsWith(table, kind.key, key);
      return changes.overlay(table, key, rows as Stored<T[typeof table]>[]);
    },
    async peers(table, column, value, where = []) {
      admitPeers();
      const values: unknown[] = [value, key];
      const conditions = conditionsSql(where, values);
      // Statements of their own: the one that reads begins when whoever held the lock has committed.
      const [, result] = await pipeline(client, [
        {
          text: 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))',
          values: [advisoryLockText.peers(`${table}.${column} ${value}`)],
        },
        {
          text: `SELECT * FROM "${table}" WHERE "${column}" = $1 AND "${kind.key}" <> $2${conditions}`,
          values,
          types: dayAndMomentAsText,
        },
      ]);
      return (result?.rows ?? []) as Stored<T[typeof table]>[];
    },
    record(change) {
      notAhead(change, recordedAt, input);
      changes.add(key, change, recordedAt);
    },
  };
}
