import { RegistryError } from '../registry-error.ts';

/**
 * Raises HUB-C047 (400) when a text anywhere in `value` cannot be stored as it is: PostgreSQL has no character NUL,
 * and half a surrogate pair is no character.
 */
export function requireStorable(value: unknown, part = 'request'): void {
  if (typeof value === 'string') {
    if (!value.includes('\0') && value.isWellFormed()) return;
    const detail = `The text at \`${part}\` holds a character that is none (NUL, or half a surrogate pair).`;
    throw new RegistryError('HUB-C047', 400, detail);
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) requireStorable(inner, `${part}.${name}`);
}
