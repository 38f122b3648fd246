import { createHash } from 'node:crypto';

/**
 * Digest of what a call asks for, by which a repeated call is recognised. Calls that mean the same have the same digest: the
 * order of fields does not count, nor whether a field is left out or null. Dates and identifiers of files are in their
 * canonical form already, however they were written.
 */
export function callDigest(input: object): string {
  return createHash('sha256')
    .update(JSON.stringify(canonical(input)))
    .digest('base64url');
}

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  const given = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined);
  return given
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, inner]) => [name, canonical(inner)]);
}
