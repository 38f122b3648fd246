import type { Reader } from '../graph/reader.ts';
import type { FileCommand } from './command.ts';
import type { AnyFact, FactTable } from './fact.ts';

/** A mutation of an agency: the command that it runs, and where the record is read that it answers with. */
export interface Mutation<Input, Row> extends FileCommand {
  readonly name: string;
  readonly command: (file: never, input: Input) => Promise<string>;
  /** Table of the record that it answers with. */
  readonly table: string;
  readonly row: Reader<string, Row | null>;
}

/** A mutation that records a fact: what its command does follows from the contract of its event. */
export interface FactMutation extends Mutation<never, object> {
  readonly fact: AnyFact;
  readonly into: FactTable;
}

/** Stands for the command of a fact until its agency is defined, which knows the contracts. */
export async function unbound(): Promise<string> {
  throw new Error('unreachable: an agency gives its facts their commands');
}
