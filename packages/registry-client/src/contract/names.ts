import { z } from 'zod';

/** Name of a subgraph: the agency's name in lower case, as it stands in the supergraph and on the event log. */
export const subgraphName = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,39}$/,
    'a subgraph’s name: 1 to 40 lower-case letters, digits and hyphens, a letter first',
  )
  .describe('Name of a subgraph, for example `housing`.');

/** Digest of an immutable version: `sha256:` and 64 hexadecimal digits. */
export const digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/, 'a digest: `sha256:` and 64 hexadecimal digits')
  .describe('Digest of the content, SHA-256.');

/** How a digest begins: 8 hexadecimal digits or more, with `sha256:` or without. */
export const digestStart = z
  .string()
  .regex(/^(sha256:)?[0-9a-f]{8,64}$/, 'a digest, or its first 8 or more hexadecimal digits');

/** A moment as JSON carries it. */
export const moment = z.iso.datetime().describe('A moment, ISO 8601 in UTC.');

/** A page of a list. `after` is the `next` of the page before. */
export const pageQuery = z.object({
  first: z.coerce.number().int().min(1).max(500).default(50).describe('How many to return, at most 500.'),
  after: z
    .string()
    .max(200)
    .optional()
    .describe('Cursor after which to continue: `next` of the page before.'),
});
