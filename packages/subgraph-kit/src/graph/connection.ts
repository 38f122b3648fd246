import { isStorable } from '@throughgate/service';
import type { GraphQLError } from 'graphql';
import { badInput } from './errors.ts';

/** Arguments of a Relay connection that pages forward. */
export interface PageArguments {
  readonly first: number;
  readonly after?: string | null;
}

/** Largest page that any connection gives: what one answer can hold without making others wait. */
const largestPage = 500;

/** Position of a row in a list: the values it is ordered by, the last of them unique. */
export type Position = readonly (string | null)[];

/** A page as asked for, checked. */
export interface PageRequest {
  readonly first: number;
  readonly after: Position | undefined;
}

/** A Relay connection. */
export interface Connection<Node> {
  readonly edges: { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** Whether a text can be one part of a cursor of a list. */
export type CursorPart = (text: string) => boolean;

/**
 * Checks `first` and `after`. `parts` says what each part of this list's cursors may hold; without it, any cursor
 * passes. Raises `BAD_USER_INPUT` saying what is accepted.
 */
export function pageRequest({ first, after }: PageArguments, ...parts: readonly CursorPart[]): PageRequest {
  if (first < 1 || first > largestPage) {
    throw badInput('first', `"first" must be from 1 to ${largestPage}, not ${first}.`);
  }
  if (after == null) return { first, after: undefined };
  const position = decodeCursor(after);
  const fits = position.length === parts.length && parts.every((fit, index) => fit(position[index] ?? ''));
  if (parts.length > 0 && !fits) throw foreignCursor();
  return { first, after: position };
}

/** Whether a text is a moment as cursors hold it: ISO 8601 in UTC with milliseconds. */
export function isMoment(text: string): boolean {
  const milliseconds = Date.parse(text);
  return !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString() === text;
}

/** Whether a text is not empty, as identifiers in cursors are. */
export function isFilled(text: string): boolean {
  return text !== '';
}

/**
 * Makes a connection from rows that were read in order with `first + 1` as their limit: the row too many
 * tells that there are more.
 */
export function connectionOf<Node>(
  rows: readonly Node[],
  { first, after }: PageRequest,
  positionOf: (row: Node) => Position,
): Connection<Node> {
  const edges = rows.slice(0, first).map((node) => ({ cursor: encodeCursor(positionOf(node)), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > first,
      hasPreviousPage: after !== undefined,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** A connection over a list that is held in memory, ordered by `keyOf`, which is unique. */
export function connectionOfList<Node>(
  list: readonly Node[],
  page: PageRequest,
  keyOf: (node: Node) => string,
): Connection<Node> & { readonly totalCount: number } {
  const from = page.after?.[0];
  const start = from == null ? 0 : list.findIndex((node) => keyOf(node) > from);
  const rows = start === -1 ? [] : list.slice(start, start + page.first + 1);
  return { ...connectionOf(rows, page, (node) => [keyOf(node)]), totalCount: list.length };
}

function encodeCursor(position: Position): string {
  return Buffer.from(JSON.stringify(position), 'utf8').toString('base64url');
}

function decodeCursor(cursor: string): Position {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(position) && position.every(isPart)) {
      return position;
    }
  } catch {
    // Said below: whatever is wrong with it, it is not one of our cursors.
  }
  throw foreignCursor();
}

/** A cursor that somebody made by hand may hold text that the database would refuse. */
function isPart(part: unknown): part is string | null {
  return part === null || (typeof part === 'string' && isStorable(part));
}

function foreignCursor(): GraphQLError {
  return badInput(
    'after',
    '"after" must be a cursor that this list gave, for example its pageInfo.endCursor.',
  );
}
