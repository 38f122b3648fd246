import type { HubAgency } from '@throughgate/contracts';
import type { ChangeEvent } from '@throughgate/events';
import type { FactData } from './fact-data.ts';

/** Types of a fact's columns, with what a row holds for them; null is what an agency did not say. */
interface ColumnValues {
  readonly text: string;
  /** ISO 8601. */
  readonly timestamptz: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly integer: number;
  readonly boolean: boolean;
  /** What is read whole, and never searched for. */
  readonly jsonb: object;
}

/** Columns of a fact's table, beside those that all have: what says whose the row is, `id`, and `version`. */
export type Columns = Readonly<Record<string, keyof ColumnValues>>;

/** A row as it is after an event: each column, and the id within the file. */
export type FactRow<Given extends Columns = Columns> = { readonly id: string } & {
  readonly [Name in keyof Given]: ColumnValues[Given[Name]] | null;
};

/** What the rows of a fact are after an event, each whole: those that it says nothing of stay. */
export type ReadRows<Given extends Columns = Columns> = (
  data: FactData,
  event: ChangeEvent,
) => readonly FactRow<Given>[];

/** The events of the hub's agencies that state a fact, by type. */
export type FactEvents<Given extends Columns = Columns> = {
  readonly [Agency in HubAgency]?: Readonly<Record<string, ReadRows<Given>>>;
};

/**
 * What agencies' events state, in a table of the read model of which questions can be asked by place, person and time.
 *
 * A row belongs to a file and has an id in it. It is what the event of the latest version of the file says, whatever the
 * order in which events come; so each event states rows whole, and one that takes a row back states it empty.
 */
export interface Fact {
  readonly table: string;
  /**
   * Whose rows they are. A person's have `file_id`, which leads by `file.cluster_id` to the person; those of a register have
   * `agency` and `entry`, the key of its file (`office/JCP-LEEDS`).
   */
  readonly about: 'person' | 'register';
  readonly columns: Columns;
  /**
   * Columns of each index; rows of a file are found without one. Each costs every event that states a row: only what a question looks rows up
   * by. One that begins with a text leaves out the rows that have none.
   */
  readonly indexes: readonly (readonly string[])[];
  /** To be raised when events are read otherwise: existing read models are then made anew. */
  readonly version: number;
  readonly events: FactEvents;
}

/** Declares a fact. */
export function defineFact<const Given extends Columns>(
  fact: Omit<Fact, 'columns' | 'events'> & {
    readonly columns: Given;
    readonly events: FactEvents<Given>;
  },
): Fact {
  // Rows are written by their columns' names, which the type of `events` has checked.
  return fact as unknown as Fact;
}
