import { z } from 'zod';
import { moment, subgraphName } from './names.ts';

/**
 * What a token allows. `read`: see everything; `check` and `publish` (which includes deleting and rolling back):
 * for the token’s subgraphs; `send`: their change events; `report`: tell what operations clients ran; `register`: register a client’s operations; `admin`: everything.
 */
export const verbs = ['read', 'check', 'publish', 'send', 'report', 'register', 'admin'] as const;

/** What a token is to allow. */
export const tokenRequest = z.object({
  name: z.string().min(1).max(100).describe('Who or what it is for: it shows in the history.'),
  subgraphs: z
    .array(subgraphName)
    .max(100)
    .default([])
    .describe(
      'Subgraphs that `check`, `publish` and `send` are for. A token without any may check, publish and send nothing.',
    ),
  can: z.array(z.enum(verbs)).min(1),
  expiresInDays: z.number().positive().max(3_650).default(365),
});

/** A token, without its secret. */
export const tokenSummary = z.object({
  id: z.uuid(),
  name: z.string(),
  subgraphs: z.array(subgraphName),
  can: z.array(z.enum(verbs)),
  createdAt: moment,
  createdBy: z.string(),
  expiresAt: moment.nullable(),
  lastUsedAt: moment.nullable(),
  revokedAt: moment.nullable(),
});

/** A token that was just made. Its secret is shown this once. */
export const createdToken = tokenSummary.extend({ token: z.string() });

/** What a token allows. */
export type Verb = (typeof verbs)[number];
/** What a token is to allow. */
export type TokenRequest = z.infer<typeof tokenRequest>;
/** A token, without its secret. */
export type TokenSummary = z.infer<typeof tokenSummary>;
/** A token that was just made. */
export type CreatedToken = z.infer<typeof createdToken>;
