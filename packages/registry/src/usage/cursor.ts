import type { z } from 'zod';
import { RegistryError } from '../registry-error.ts';

/** Writes a position in a list as the `next` of a page: opaque to clients, so that its form may change. */
export function cursorOf(position: unknown): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/** Reads the `after` of a request; raises HUB-C047 (400) when it was not made by {@link cursorOf}. */
export function readCursor<Position>(
  form: z.ZodType<Position>,
  after: string | undefined,
): Position | undefined {
  if (after === undefined) return undefined;
  try {
    return form.parse(JSON.parse(Buffer.from(after, 'base64url').toString()));
  } catch {
    throw new RegistryError('HUB-C047', 400, '/after: this is not the `next` of a page of this list.');
  }
}
