import { randomUUID } from 'node:crypto';
import {
  type CreatedToken,
  type Page,
  type PageRequest,
  type TokenRequest,
  type TokenSummary,
  tokenSummary,
} from '@throughgate/registry-client';
import type { Logger } from '@throughgate/service';
import { z } from 'zod';
import type { PrismaClient, Token } from '../generated/prisma/client.ts';
import { RegistryError } from '../registry-error.ts';
import type { Principal } from './principal.ts';
import { createTokenSecret, hashTokenSecret } from './token-secret.ts';

/** The registry's tokens. */
export interface TokenStore {
  /**
   * Finds whose secret this is. Raises HUB-C040 (401) when there is none, or it is unknown or revoked, and HUB-C041
   * (401) when it has expired.
   */
  authenticate(secret: string | undefined): Promise<Principal>;
  /** Makes a token; `by` is the name of the token that asks. Its secret is returned this once, and stored nowhere. */
  create(request: TokenRequest, by: string): Promise<CreatedToken>;
  /** All tokens, expired and revoked ones too, the latest first. */
  list(page: PageRequest): Promise<Page<TokenSummary>>;
  /** Revokes a token for ever; doing so again changes nothing. Raises HUB-C049 (404) when there is none such. */
  revoke(id: string): Promise<void>;
}

/** `lastUsedAt` is as exact as this, in milliseconds: a write for each request would be many. */
const useRecordedEvery = 60_000;

/** Creates the store of tokens over the registry's database. */
export function createTokenStore({ prisma, logger }: { prisma: PrismaClient; logger: Logger }): TokenStore {
  return {
    async authenticate(secret) {
      if (secret === undefined) {
        throw new RegistryError(
          'HUB-C040',
          401,
          'The request has no header `Authorization: Bearer <token>`.',
        );
      }
      const token = await prisma.token.findUnique({ where: { secretHash: hashTokenSecret(secret) } });
      // Whether a token was revoked or never was, is the business of those who may list tokens.
      if (!token || token.revokedAt) {
        throw new RegistryError('HUB-C040', 401, 'The registry does not know this token, or it was revoked.');
      }
      const now = new Date();
      if (token.expiresAt && token.expiresAt <= now) {
        throw new RegistryError(
          'HUB-C041',
          401,
          `The token “${token.name}” expired at ${token.expiresAt.toISOString()}.`,
        );
      }
      await recordUse(token, now);
      const { id, name, subgraphs, can } = toSummary(token);
      return { id, name, subgraphs, can, from: 'registry' };
    },

    async create({ name, subgraphs, can, expiresInDays }, by) {
      const secret = createTokenSecret();
      const createdAt = new Date();
      const token = await prisma.token.create({
        data: {
          id: randomUUID(),
          name,
          secretHash: hashTokenSecret(secret),
          subgraphs,
          can,
          createdAt,
          createdBy: by,
          expiresAt: new Date(createdAt.getTime() + expiresInDays * 86_400_000),
        },
      });
      return { ...toSummary(token), token: secret };
    },

    async list({ first = 50, after }) {
      const cursor = z.uuid().optional().safeParse(after);
      if (!cursor.success) throw new RegistryError('HUB-C047', 400, '`after` is not the `next` of a page.');
      const tokens = await prisma.token.findMany({
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: first + 1,
        ...(after === undefined ? {} : { cursor: { id: after }, skip: 1 }),
      });
      const items = tokens.slice(0, first).map(toSummary);
      return { items, next: tokens.length > first ? (items.at(-1)?.id ?? null) : null };
    },

    async revoke(id) {
      await prisma.token.updateMany({ where: { id, revokedAt: null }, data: { revokedAt: new Date() } });
      const known = await prisma.token.count({ where: { id } });
      if (known === 0) throw new RegistryError('HUB-C049', 404, `There is no token with the id ${id}.`);
    },
  };

  async function recordUse({ id, lastUsedAt }: Token, now: Date): Promise<void> {
    const due = new Date(now.getTime() - useRecordedEvery);
    if (lastUsedAt && lastUsedAt > due) return;
    try {
      await prisma.token.updateMany({
        where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lte: due } }] },
        data: { lastUsedAt: now },
      });
    } catch (err) {
      // The request itself may well succeed, or will tell what is wrong.
      logger.warn({ err, token: id }, 'the use of a token could not be recorded');
    }
  }
}

/** Reads a row by the contract: a row with a verb that this version does not know gives an error, never more rights. */
function toSummary({ secretHash: _, ...row }: Token): TokenSummary {
  const iso = (moment: Date | null) => moment?.toISOString() ?? null;
  return tokenSummary.parse({
    ...row,
    createdAt: iso(row.createdAt),
    expiresAt: iso(row.expiresAt),
    lastUsedAt: iso(row.lastUsedAt),
    revokedAt: iso(row.revokedAt),
  });
}
