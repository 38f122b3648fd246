import type pg from 'pg';

/** Most statements with a name: each is kept by every connection of a pool, on both sides. */
const mostNames = 500;

const names = new Map<string, string>();

/**
 * A statement that each connection parses and plans once, and not each time that it runs: for statements that run often and
 * are not many. A statement that selects `*` cannot be one: a migration beside it would change what it returns, which
 * PostgreSQL refuses.
 */
export function prepared(text: string, values: unknown[]): pg.QueryConfig {
  const name = names.get(text) ?? newName(text);
  return name === undefined ? { text, values } : { name, text, values };
}

function newName(text: string): string | undefined {
  if (names.size >= mostNames) return undefined;
  const name = `throughgate-prepared-${names.size + 1}`;
  names.set(text, name);
  return name;
}
