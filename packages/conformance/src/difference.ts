/**
 * Where `actual` is not as expected: a path and what was found there, or `undefined` when all is as expected. Of an
 * object only the fields that are expected are compared; a list must be equal in length and order.
 */
export function difference(actual: unknown, expected: unknown, path = ''): string | undefined {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return told(path, expected, actual);
    if (actual.length !== expected.length) {
      return `${path || 'it'} has ${actual.length} entries, expected ${expected.length}`;
    }
    return first(expected, (item, index) => difference(actual[Number(index)], item, `${path}[${index}]`));
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null) return told(path, expected, actual);
    const found = actual as Record<string, unknown>;
    return first(expected, (value, name) => difference(found[name], value, path ? `${path}.${name}` : name));
  }
  return actual === expected ? undefined : told(path, expected, actual);
}

/**
 * As {@link difference}, for values of a key: those of type ID may be written as numbers in a representation and come
 * back as text.
 */
export function keyDifference(actual: unknown, expected: unknown): string | undefined {
  return difference(asText(actual), asText(expected));
}

function first<Value extends object>(
  values: Value,
  compare: (value: unknown, name: string) => string | undefined,
): string | undefined {
  for (const [name, value] of Object.entries(values)) {
    const found = compare(value, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function told(path: string, expected: unknown, actual: unknown): string {
  return `${path || 'it'} is ${shown(actual)}, expected ${shown(expected)}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, asText(part)]));
  }
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : value;
}
