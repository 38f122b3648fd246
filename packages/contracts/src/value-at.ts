/** Most paths that are kept. */
const mostPaths = 10_000;

/** Paths come from contracts: they are few, and each is read of every event. */
const split = new Map<string, readonly string[]>();

/** The value at a dotted path, for example `movement.id`; `undefined` where the path leads nowhere. */
export function valueAt(data: unknown, path: string): unknown {
  let value = data;
  for (const name of split.get(path) ?? splitOnce(path)) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}

function splitOnce(path: string): readonly string[] {
  const names = path.split('.');
  // Published contracts may change for ever: what they no longer name need not be kept for ever.
  if (split.size >= mostPaths) split.clear();
  split.set(path, names);
  return names;
}
