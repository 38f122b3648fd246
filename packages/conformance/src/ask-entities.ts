import type { Ask } from './endpoint.ts';
import { mergeTree, printTree, type SelectionTree } from './selection-tree.ts';

/** A record as asked for, with `__typename`. */
export type Representation = Readonly<Record<string, unknown>>;

/** An error of a GraphQL answer. */
export interface AnsweredError {
  readonly message: string;
  readonly path: string;
}

/** What `_entities` answered. */
export interface EntitiesAnswer {
  /** One entry for each entity; `undefined` when there was no list. */
  readonly entities: readonly (Readonly<Record<string, unknown>> | null)[] | undefined;
  readonly errors: readonly AnsweredError[];
  readonly milliseconds: number;
}

const operation = (selection: string) =>
  `query Verify($representations: [_Any!]!) { _entities(representations: $representations) { __typename ${selection} } }`;

/** Asks for entities as the gateway does: representations of one type, and what to read of each. */
export async function askEntities(
  ask: Ask,
  type: string,
  tree: SelectionTree,
  representations: readonly Representation[],
): Promise<EntitiesAnswer> {
  const selection = printTree(
    mergeTree(new Map([[`... on ${type}`, new Map()]]), new Map([[`... on ${type}`, tree]])),
  );
  const { body, status, milliseconds } = await ask({
    query: operation(tree.size > 0 ? selection : ''),
    variables: { representations: representations.map((one) => ({ __typename: type, ...one })) },
  });
  const { data, errors } = (body ?? {}) as { data?: { _entities?: unknown } | null; errors?: unknown };
  const told = Array.isArray(errors) ? errors.map(readError) : [];
  const list = data?._entities;
  const entities = Array.isArray(list) ? (list as EntitiesAnswer['entities']) : undefined;
  if (entities === undefined && told.length === 0) {
    told.push({ message: `no data and no errors, HTTP status ${status}`, path: '' });
  }
  return { entities, errors: told, milliseconds };
}

/** Errors in one sentence. */
export function tell(errors: readonly AnsweredError[]): string {
  const [first] = errors;
  if (!first) return '';
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : '';
  return `${first.path ? `${first.path}: ` : ''}${first.message}${more}`;
}

function readError(error: unknown): AnsweredError {
  const { message, path } = (error ?? {}) as { message?: unknown; path?: unknown };
  return {
    message: typeof message === 'string' ? message.slice(0, 500) : 'an error without a message',
    path: Array.isArray(path) ? path.join('.') : '',
  };
}
