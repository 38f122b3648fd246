import type { PersonFile } from './person-file.ts';
import type { Tables } from './stored.ts';

/**
 * What a mutation does to a file. It gets the file and the mutation's input, checks the rules, records the
 * change, and returns the id of the record that the mutation answers with.
 * Raises a GraphQL error with a code when a rule is broken.
 */
// biome-ignore lint/suspicious/noExplicitAny: each command narrows the input to its own mutation's input type
export type Command<T extends Tables, Input = any> = (file: PersonFile<T>, input: Input) => Promise<string>;

/** The commands of an agency by the name of their mutation. */
export type Commands<T extends Tables> = Readonly<Record<string, Command<T>>>;
