import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

const directory = join(import.meta.dirname, '..', '..', 'reference');

/** A row of a reference file: text per column, `''` where the file leaves it empty or has no such column. */
export type Row = (column: string) => string;

/**
 * Makes the loader of a CSV file: read at the first call, kept for all later ones.
 * @param make turns a row into what the loader returns for it
 */
export function csvLoader<Entry>(file: string, make: (row: Row) => Entry): () => readonly Entry[] {
  return once(() => {
    const records: Record<string, string>[] = parse(readFileSync(join(directory, file)), { columns: true });
    return records.map((record) => make((column) => record[column] ?? ''));
  });
}

/** Makes the loader of a JSON file that holds a list, like {@link csvLoader}; the caller vouches for its type. */
export function jsonLoader<Entry>(file: string): () => readonly Entry[] {
  return once(() => JSON.parse(readFileSync(join(directory, file), 'utf8')) as Entry[]);
}

/**
 * Makes a look-up by key over a loader's entries, built at the first call. Raises an error then when two entries share a
 * key: lists would give both of them and look-ups one.
 */
export function indexBy<Entry>(
  entries: () => readonly Entry[],
  key: (entry: Entry) => string,
): (key: string) => Entry | undefined {
  const index = once(() => {
    const byKey = new Map(entries().map((entry) => [key(entry), entry]));
    if (byKey.size === entries().length) return byKey;
    throw new Error('Two entries of a reference file have the same key.');
  });
  return (wanted) => index().get(wanted);
}

/** Computes a value at the first call and returns it ever after. */
export function once<Value>(compute: () => Value): () => Value {
  let kept: { readonly value: Value } | undefined;
  return () => {
    kept ??= { value: compute() };
    return kept.value;
  };
}

/** A cell that may be empty. */
export function orNull(cell: string): string | null {
  return cell === '' ? null : cell;
}

/** A cell that holds several values between bars. */
export function list(cell: string): readonly string[] {
  return cell === '' ? [] : cell.split('|');
}

/** A cell that holds a day, or a moment of which the day counts; null when empty. */
export function dayOrNull(cell: string): string | null {
  return cell === '' ? null : cell.slice(0, 10);
}
