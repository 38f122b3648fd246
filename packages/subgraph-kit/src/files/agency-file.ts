import type { Condition } from '../graph/condition.ts';
import type { Change } from './change.ts';
import type { FileAbout } from './file-kind.ts';
import type { Stored, Tables } from './stored.ts';

/**
 * A file of an agency: the unit in which records change, and the aggregate whose version counts its changes. Commands
 * read and change records only through it, so that the same rules and events hold for a mutation and for a bulk load.
 */
export interface AgencyFile<T extends Tables, About extends FileAbout> {
  readonly about: About;
  /** The agency's id of the file, for example a CRN, or of what a register keeps, for example a prison's `MDI`. */
  readonly key: string;
  /** Whether the file has any records. */
  readonly exists: boolean;
  /** When the agency records what is being recorded now: ISO 8601. */
  readonly recordedAt: string;
  /** Id for the record that this call creates. */
  readonly newId: string;
  /** The row of this file with this id, or `undefined`. */
  get<Table extends keyof T & string>(table: Table, id: string): Promise<Stored<T[Table]> | undefined>;
  /** All rows of this file in a table, in no particular order. */
  list<Table extends keyof T & string>(table: Table): Promise<Stored<T[Table]>[]>;
  /**
   * Rows of other files that have a value in a column, for a rule about all who share it: an adviser's time, a place. Calls
   * that ask for the same value run one after the other from here on, so that the rule holds of both. A bulk load sees no
   * other file: what it loads is trusted in such a rule.
   * @param where what the rows must be. @default all
   */
  peers<Table extends keyof T & string>(
    table: Table,
    column: keyof T[Table] & string,
    value: string,
    where?: readonly Condition<T[Table]>[],
  ): Promise<Stored<T[Table]>[]>;
  /**
   * Writes rows and their event, together and only if everything else in this call succeeds.
   * Raises an error when the event does not keep its contract.
   */
  record(change: Change<T>): void;
}

/** One person's file at one agency. */
export type PersonFile<T extends Tables> = AgencyFile<T, 'person'>;

/** What an agency keeps of something that is no person: a prison as a place, an office, a programme. */
export type RegisterFile<T extends Tables> = AgencyFile<T, 'register'>;
