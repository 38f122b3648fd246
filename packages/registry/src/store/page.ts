import type { Page, PageRequest } from '@throughgate/registry-client';

const mostOfPage = 500;

/** How many items a page has. */
export function sizeOf({ first = 50 }: PageRequest): number {
  return Math.min(Math.max(first, 1), mostOfPage);
}

/** Makes a page of up to `size + 1` rows that were read: the one too many says that there is a next page. */
export function pageOfRows<Row, Item>(
  rows: readonly Row[],
  size: number,
  { item, cursor }: { item: (row: Row) => Item; cursor: (row: Row) => string },
): Page<Item> {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return {
    items: shown.map(item),
    next: rows.length > size && last !== undefined ? cursor(last) : null,
  };
}
