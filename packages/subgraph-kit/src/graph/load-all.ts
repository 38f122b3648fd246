import type { Load, Reader } from './reader.ts';

/** The rows of these keys, those that do not exist left out. */
export async function loadAll<Row>(
  load: Load,
  reader: Reader<string, Row | null>,
  keys: readonly string[],
): Promise<Row[]> {
  const rows = await Promise.all(keys.map((key) => load(reader, key)));
  return rows.filter((row) => row !== null);
}
