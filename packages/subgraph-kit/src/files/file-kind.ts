import type { IdentifierKind } from '@throughgate/domain';
import { filledInput, identifierInput } from '../graph/input-checks.ts';
import type { Tables } from './stored.ts';

/** What a file is about: a person, or an entry of a register, which may be anything else. */
export type FileAbout = 'person' | 'register';

/** A kind of file that an agency keeps. Every record belongs to a file of one kind. */
export interface FileKind<T extends Tables, About extends FileAbout = FileAbout> {
  readonly about: About;
  /** Column of each of its tables, and field of each input and event, that holds the file's key: `prisonerNumber`. */
  readonly key: string;
  /** A key as an input gives it, in its one canonical form. Raises `BAD_USER_INPUT` when it is malformed. */
  canonical(key: string): string;
  /** How the file with this canonical key is called among all files of the agency, and by its events. */
  nameOf(key: string): string;
  /** The agency's tables: for the compiler only, never set. */
  readonly tables?: T;
}

/** Files about people, keyed by an identifier of this kind. */
export function personFile<T extends Tables>(identifier: IdentifierKind): FileKind<T, 'person'> {
  return {
    about: 'person',
    key: identifier,
    canonical: (key) => identifierInput(identifier, key),
    nameOf: (key) => key,
  };
}

/** How a register names its entries. */
export interface RegisterOptions {
  /**
   * Name of the register, lower case with `-`: `prison`. It keeps the keys of registers and people apart. Where several
   * registers keep the same records, it follows from the canonical key.
   */
  readonly name: string | ((key: string) => string);
  /** Column, and field of inputs and events, that holds the key of an entry: `prisonId`. */
  readonly key: string;
  /** Checks a key that the input field `field` gives, and returns its canonical form. @default any text that is not empty */
  readonly check?: (field: string, key: string) => string;
}

/**
 * Files about what is no person. Their events are keyed `<name>/<key>`, for example `prison/MDI`, which is no identifier of
 * a person: those have no lower-case letters. Raises an error for a name that could be taken for one.
 */
export function registerFile<T extends Tables>(options: RegisterOptions): FileKind<T, 'register'> {
  const { name, key: field, check = filledInput } = options;
  const nameFor = typeof name === 'string' ? () => name : name;
  if (typeof name === 'string') checkName(name);
  return {
    about: 'register',
    key: field,
    canonical: (key) => check(field, key),
    nameOf: (key) => `${checkName(nameFor(key))}/${key}`,
  };
}

function checkName(name: string): string {
  if (/^[a-z][a-z-]*$/.test(name)) return name;
  throw new Error(`a register's name has lower-case letters and - only: ${name}`);
}
