import DataLoader from 'dataloader';
import { largestBatch } from './row-loader.ts';

/** How keys are read that differ in more than whose rows they ask for. */
export interface GroupedLoaderOptions<Key, Value> {
  /** What keys have in common that are read together: the page, the filter. */
  groupOf(key: Key): string;
  /** What tells the keys of a group apart: whose rows are asked for. */
  idOf(key: Key): string;
  /** Reads the keys of a group, with one statement. Its result gives the value of each key. */
  read(keys: readonly [Key, ...Key[]]): Promise<(key: Key) => Value>;
}

/**
 * A loader that reads the keys of a tick group by group. A group that cannot be read, for its cursor perhaps, is its own
 * error and not that of the others.
 */
export function createGroupedLoader<Key, Value>({
  groupOf,
  idOf,
  read,
}: GroupedLoaderOptions<Key, Value>): DataLoader<Key, Value, string> {
  return new DataLoader<Key, Value, string>(
    async (keys) => {
      const values = new Map<Key, Value | Error>();
      await Promise.all(
        [...Map.groupBy(keys, groupOf).values()].map(async (group) => {
          const valueFor = await read(group as [Key, ...Key[]]).catch(
            (error: unknown) => () => asError(error),
          );
          for (const key of group) values.set(key, valueFor(key));
        }),
      );
      return keys.map((key) => values.get(key) as Value | Error);
    },
    { cacheKeyFn: (key) => `${groupOf(key)} ${idOf(key)}`, maxBatchSize: largestBatch },
  );
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
