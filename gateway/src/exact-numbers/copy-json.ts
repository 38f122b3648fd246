import { isRawNumber } from './raw-number.ts';

/** Copies what JSON can hold; several times faster than `structuredClone`, and than parsing the text again. */
export function copyJson(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copyJson);
  if (isRawNumber(value)) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) {
    const copied = copyJson(entry);
    if (key !== '__proto__') copy[key] = copied;
    // Assigning it would change the prototype; a custom scalar may hold such a key.
    else
      Object.defineProperty(copy, key, {
        value: copied,
        enumerable: true,
        writable: true,
        configurable: true,
      });
  }
  return copy;
}
