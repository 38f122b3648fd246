import type { BenchPostgres } from '../harness/bench-postgres.ts';
import type { Operation } from '../harness/graphql-client.ts';

/** A hub that was asked, with what somebody would read who has its databases at hand. */
export interface AskedHub {
  readonly postgres: BenchPostgres;
}

/** A list of a place and a period that front lines ask for, beside SQL that gives the same answer. */
export interface Question {
  readonly name: string;
  /** How many rows a first page of at most 100 has in a hub. */
  rows(hub: AskedHub): Promise<number>;
  /** The question for a first page of so many rows, as a client sends it. */
  operation(rows: number): Operation;
  /** Reads the same rows by one prepared statement, written by hand. */
  byHand(hub: AskedHub, rows: number): AsyncDisposable & { read(): Promise<unknown> };
  /** What of a hub's answer is compared with what was read by hand. */
  answered(data: unknown): unknown;
}
