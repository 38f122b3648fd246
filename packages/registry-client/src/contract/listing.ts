import { z } from 'zod';

/** Makes the schema of one page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().describe('Pass it as `after` for the next page; null on the last one.'),
  });
}

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Pass it as `after` for the next page; null on the last one. */
  readonly next: string | null;
}

/** Which page of a list is asked for. */
export interface PageRequest {
  /** @default 50, at most 500 */
  readonly first?: number | undefined;
  /** `next` of the page before. */
  readonly after?: string | undefined;
}
