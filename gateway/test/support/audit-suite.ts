/** Values of an object, as a subgraph's data or a representation have them. */
export type Fields = Readonly<Record<string, unknown>>;

/** A field that is worked out: of all that is known of the object, and of the field's arguments. */
export type Computed = (known: Fields, args: Fields) => unknown;

/** A subgraph whose answers follow from its data. */
export interface AuditSubgraph {
  /** Without `@link`, which the runner adds unless `federation1` is set. */
  readonly sdl: string;
  /** Whether it is one of Federation 1. @default false */
  readonly federation1?: boolean;
  /** What fields of the root types give; a {@link Computed} is given the arguments. */
  readonly root?: Readonly<Record<string, unknown>>;
  /**
   * Records of object types, which keys find. An object that stands somewhere in the data needs only a key, and `__typename` where an
   * abstract type is expected: the rest is looked up. Of a type without records every reference is taken as it comes.
   */
  readonly records?: Readonly<Record<string, readonly Fields[]>>;
}

/** One operation and its answer. */
export interface AuditCase {
  readonly query: string;
  readonly variables?: Fields;
  /** The data; absent where the operation is refused. */
  readonly data?: unknown;
  /** Errors, each as its code and, where it has one, its path. @default none */
  readonly errors?: readonly string[];
}

/** Subgraphs in which something about federation can go wrong, and operations that show whether it does. */
export interface AuditSuite {
  /** The idea. */
  readonly name: string;
  readonly subgraphs: Readonly<Record<string, AuditSubgraph>>;
  readonly cases: readonly AuditCase[];
}

/**
 * A field with a `@requires`: says what it was given. It fails when something is missing, so that an answer shows that all arrived.
 *
 * @param paths names from the object, joined by dots; lists are gone through
 */
export function needs(...paths: readonly string[]): Computed {
  return (known) =>
    paths.map((path) => `${path}=${JSON.stringify(valueAt(known, path.split('.'), path))}`).join(' ');
}

function valueAt(value: unknown, [name, ...below]: readonly string[], path: string): unknown {
  if (value === undefined) throw new Error(`${path} was not sent`);
  if (name === undefined || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => valueAt(one, [name, ...below], path));
  return valueAt((value as Fields)[name], below, path);
}
