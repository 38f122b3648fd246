/**
 * A cache with a bounded number of entries; the least recently used one goes first. Every request asks two of them by the text
 * of its document: with lru-cache 11.5 in its place `bench gateway` answered a tenth fewer requests.
 */
export interface BoundedCache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  /** All values, the least recently used first. */
  values(): Iterable<Value>;
}

/** Creates a {@link BoundedCache} that holds at most `capacity` entries. */
export function createBoundedCache<Value>(capacity: number): BoundedCache<Value> {
  // A Map iterates in the order of insertion, so its first key is the one unused for longest.
  const entries = new Map<string, Value>();
  return {
    get(key) {
      const value = entries.get(key);
      if (value !== undefined) {
        entries.delete(key);
        entries.set(key, value);
      }
      return value;
    },
    set(key, value) {
      entries.delete(key);
      entries.set(key, value);
      if (entries.size > capacity) {
        const [oldest] = entries.keys();
        if (oldest !== undefined) entries.delete(oldest);
      }
    },
    values: () => entries.values(),
  };
}
