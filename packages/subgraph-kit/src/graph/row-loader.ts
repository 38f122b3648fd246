import DataLoader from 'dataloader';

/** Largest number of keys that one SQL statement asks for. */
export const largestBatch = 1_000;

/** Loads single rows by a unique key; null where there is none. One statement for all keys of a request's tick. */
export function rowLoader<Row>(
  read: (keys: string[]) => Promise<Row[]>,
  keyOf: (row: Row) => string,
): DataLoader<string, Row | null> {
  return new DataLoader(
    async (keys) => {
      const rows = new Map((await read([...keys])).map((row) => [keyOf(row), row]));
      return keys.map((key) => rows.get(key) ?? null);
    },
    { maxBatchSize: largestBatch },
  );
}
