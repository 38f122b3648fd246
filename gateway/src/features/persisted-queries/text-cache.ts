/** Texts by key, of which those unused for longest go when all together are too long. */
export interface TextCache {
  get(key: string): string | undefined;
  set(key: string, text: string): void;
}

/** Creates a {@link TextCache} of at most so many UTF-16 units; a single text must be shorter. */
export function createTextCache(capacity: number): TextCache {
  // A Map iterates in the order of insertion, so its first key is the one unused for longest.
  const texts = new Map<string, string>();
  let length = 0;
  return {
    get(key) {
      const text = texts.get(key);
      if (text !== undefined) {
        texts.delete(key);
        texts.set(key, text);
      }
      return text;
    },
    set(key, text) {
      drop(key);
      texts.set(key, text);
      length += text.length;
      for (const oldest of texts.keys()) {
        if (length <= capacity) break;
        drop(oldest);
      }
    },
  };

  function drop(key: string): void {
    length -= texts.get(key)?.length ?? 0;
    texts.delete(key);
  }
}
