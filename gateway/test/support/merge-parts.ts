import type { DeferredPart } from '../../src/executor/executor.ts';

/** An answer with its parts merged into it, as a client has it in the end; a copy. */
export function mergeParts(data: unknown, parts: readonly DeferredPart[]): unknown {
  const merged: unknown = structuredClone(JSON.parse(JSON.stringify(data)));
  for (const { path, data: given } of parts) {
    let target = merged;
    for (const segment of path) {
      if (typeof target !== 'object' || target === null || !Object.hasOwn(target, segment)) {
        throw new Error(`nothing is at ${path.join('.')}`);
      }
      target = (target as Record<string | number, unknown>)[segment];
    }
    if (given !== null) mergeInto(target, JSON.parse(JSON.stringify(given)));
  }
  return merged;
}

function mergeInto(target: unknown, source: Record<string, unknown>): void {
  if (typeof target !== 'object' || target === null) throw new Error('no object to merge into');
  const object = target as Record<string, unknown>;
  for (const [key, value] of Object.entries(source)) {
    const known = object[key];
    const both = typeof known === 'object' && known && typeof value === 'object' && value;
    if (both) mergeInto(known, value as Record<string, unknown>);
    else object[key] = value;
  }
}
