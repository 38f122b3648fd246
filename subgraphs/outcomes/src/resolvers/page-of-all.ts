import { type Connection, connectionOf, type PageRequest } from '@throughgate/subgraph-kit';

/**
 * A page of a list that was computed whole, with how long the list is.
 * @param all in the order of their positions: texts of which the first differing one decides
 */
export function pageOfAll<Node>(
  all: readonly Node[],
  page: PageRequest,
  positionOf: (node: Node) => readonly string[],
): Connection<Node> & { readonly totalCount: number } {
  const { first, after } = page;
  const start = after ? all.findIndex((node) => isBehind(positionOf(node), after)) : 0;
  const rows = start === -1 ? [] : all.slice(start, start + first + 1);
  return { ...connectionOf(rows, page, positionOf), totalCount: all.length };
}

function isBehind(position: readonly string[], after: NonNullable<PageRequest['after']>): boolean {
  for (const [place, text] of position.entries()) {
    const other = after[place] ?? '';
    if (text !== other) return text > other;
  }
  return false;
}
