import type { Page, PageRequest } from '@throughgate/registry-client';

/** Items of all pages of a list, at most `limit` of them. */
export async function allPages<Item>(
  read: (page: PageRequest) => Promise<Page<Item>>,
  limit = Number.POSITIVE_INFINITY,
): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | null | undefined;
  do {
    const first = Math.min(500, limit - items.length);
    const page: Page<Item> = await read({ first, ...(after == null ? {} : { after }) });
    items.push(...page.items);
    after = page.next;
  } while (after !== null && items.length < limit);
  return items;
}
