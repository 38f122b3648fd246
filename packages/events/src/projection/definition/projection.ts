import type pg from 'pg';
import type { ChangeEvent } from '../../event/change-event.ts';

/** The transaction in which a projection applies events. */
export interface ApplyTransaction {
  /**
   * Whether the tables have the projection's form. Those of an earlier one are kept up to date as far as they go, until they are
   * replaced.
   */
  readonly isCurrent: boolean;
  /** What the projection's `asks` were answered, in their order. */
  readonly answers: readonly pg.QueryResult[];
  /**
   * Has a statement run in the round trip that ends the transaction, behind those that were given before it: for what needs no
   * answer. An error of it is one of `apply`.
   */
  atEnd(statement: pg.QueryConfig): void;
  /** Says that `apply` stores the ids of events in the projection's table `idsIn`: they are not noted a second time. */
  keepsIds(events: readonly ChangeEvent[]): void;
}

/**
 * A read model made from change events.
 *
 * Its tables live in a schema of their own, one per generation (`<name>_<generation>`), which is first on the
 * search path when the functions below are called: they name tables without a schema. Readers use the schema
 * `<name>`, which holds a view of each table and is switched to a new generation when that is complete.
 * The table names `applied_event` and `key_version` are taken.
 */
export interface Projection {
  /** Lower-case letters, digits and `_`, from 1 to 40. */
  readonly name: string;
  /**
   * Agencies whose events it is made from: a list, or what names them now, which is asked again and again. An agency
   * that it names later is read from its first event; one that it has named it must go on naming.
   */
  readonly agencies: readonly string[] | ((pool: pg.Pool) => Promise<readonly string[]>);
  /**
   * Names the form of a generation: its tables, and how events are read into them. A generation of another form, which an
   * earlier version of the hub made, is made anew when the projection starts, and serves until then.
   * @default '', the form of all generations that have no name for it
   */
  readonly form?: string;
  /**
   * A table of the projection that tells which events were applied: it has the columns `id` and `agency`, unique together, and a row for
   * each event that `apply` says it keeps. So an event that a read model stores anyway is not noted beside.
   * @default none: the runner notes all
   */
  readonly idsIn?: string;
  /** Creates the empty tables of a generation. */
  createGeneration(client: pg.ClientBase): Promise<void>;
  /** Makes event ids each agency's own in a generation that was created when they were everybody's; nothing by default. */
  scopeEventIds?(client: pg.ClientBase): Promise<void>;
  /**
   * What `apply` needs to read of the tables for events: asked in the round trip that opens the transaction, before it is known which of
   * the events are repeats. For what depends on nothing else that is read.
   * @default nothing
   */
  asks?(events: readonly ChangeEvent[]): readonly pg.QueryConfig[];
  /**
   * Applies events of one partition, in order. Each event comes once in a generation, but a replayed dead letter
   * comes late, after newer versions of the same file. Runs in a transaction that is the caller's to end, and may
   * be called again with the same or fewer events after a rollback, so it keeps nothing outside the transaction.
   *
   * Raises {@link UnprocessableEventError} for an event that can never be applied. That, an error of the function
   * itself and what the database will never take make a dead letter of the event. Passing trouble is tried again, and
   * so is a {@link NotYetProcessableError}. Which is which, by SQLSTATE, is decided in `sql-state.ts` of packages/database. Ids are unique
   * within an agency only.
   *
   * Each statement that is waited for costs a round trip; `transaction` takes those that are not.
   */
  apply(client: pg.ClientBase, events: readonly ChangeEvent[], transaction: ApplyTransaction): Promise<void>;
}

const nameForm = /^[a-z][a-z0-9_]{0,39}$/;

/** Checks that a projection's name can be part of a schema's name. */
export function checkName({ name }: Projection): void {
  if (!nameForm.test(name)) throw new Error(`A projection's name is ${nameForm.source}, not ${name}`);
}
