/**
 * Finds the first text in a JSON value that PostgreSQL cannot store: with the character U+0000, or with half of a
 * surrogate pair. Returns its path, for example `/subgraphs/0/schema/text`; `undefined` when there is none.
 */
export function findUnstorableText(value: unknown, path = ''): string | undefined {
  if (typeof value === 'string')
    return value.includes('\0') || !value.isWellFormed() ? path || '/' : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const found = findUnstorableText(key, `${path} (a key)`) ?? findUnstorableText(inner, `${path}/${key}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
