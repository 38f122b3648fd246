import type DataLoader from 'dataloader';
import type { RecordSource } from './record-source.ts';

/**
 * A way in which records are read, declared once. Each request that uses it gets a loader of its own: one SQL statement
 * for all keys that are asked for together.
 */
export interface Reader<Key, Value> {
  /** Creates the loader of one request. */
  create(source: RecordSource): DataLoader<Key, Value, string>;
}

/** Reads the value of a key. */
export type Load = <Key, Value>(reader: Reader<Key, Value>, key: Key) => Promise<Value>;

/** The readers of one request, each with its loader once it is used. */
export interface RequestReaders {
  readonly load: Load;
  /** Forgets what was read. */
  clear(): void;
  /** Makes a value that is known otherwise the one that is read of a key. */
  know<Key, Value>(reader: Reader<Key, Value>, key: Key, value: Value): void;
}

/** Makes the readers of one request. */
export function createRequestReaders(source: RecordSource): RequestReaders {
  const loaders = new Map<Reader<never, unknown>, DataLoader<never, unknown, string>>();
  return {
    load: (reader, key) => loaderOf(reader).load(key),
    clear: () => {
      for (const loader of loaders.values()) loader.clearAll();
    },
    know: (reader, key, value) => void loaderOf(reader).clear(key).prime(key, value),
  };

  function loaderOf<Key, Value>(reader: Reader<Key, Value>): DataLoader<Key, Value, string> {
    let loader = loaders.get(reader as never) as DataLoader<Key, Value, string> | undefined;
    if (!loader) {
      loader = reader.create(source);
      loaders.set(reader as never, loader as never);
    }
    return loader;
  }
}
