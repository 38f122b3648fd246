import type { Reader } from '../graph/reader.ts';
import type { FileCommand } from './command.ts';

/** A mutation of an agency: the command that it runs, and where the record is read that it answers with. */
export interface Mutation<Input, Row> extends FileCommand {
  readonly name: string;
  readonly command: (file: never, input: Input) => Promise<string>;
  readonly row: Reader<string, Row | null>;
}
