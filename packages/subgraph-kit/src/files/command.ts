import type { AgencyFile } from './agency-file.ts';
import type { FileAbout, FileKind } from './file-kind.ts';
import type { Tables } from './stored.ts';

/**
 * What a mutation does to a file. It gets the file and the mutation's input, checks the rules, records the
 * change, and returns the id of the record that the mutation answers with.
 * Raises a GraphQL error with a code when a rule is broken.
 */
export type Command<T extends Tables, Input = never, About extends FileAbout = 'person'> = (
  file: AgencyFile<T, About>,
  input: Input,
) => Promise<string>;

/** A command with the kind of file that it changes. */
export interface FileCommand {
  readonly file: Omit<FileKind<Tables>, 'tables'>;
  readonly command: (file: never, input: never) => Promise<string>;
}

/** The commands of an agency by the name of their mutation. */
export type FileCommands = ReadonlyMap<string, FileCommand>;
