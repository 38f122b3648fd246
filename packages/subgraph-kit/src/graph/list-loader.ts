import DataLoader from 'dataloader';
import { largestBatch } from './row-loader.ts';

/** Loads all rows that belong to a parent, in the order in which `read` gives them. */
export function listLoader<Row>(
  read: (parents: string[]) => Promise<Row[]>,
  parentOf: (row: Row) => string,
): DataLoader<string, Row[]> {
  return new DataLoader(
    async (parents) => {
      const rows = Map.groupBy(await read([...parents]), parentOf);
      return parents.map((parent) => rows.get(parent) ?? []);
    },
    { maxBatchSize: largestBatch },
  );
}
