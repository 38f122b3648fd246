import type { RegistryClient, TokenSummary } from '@throughgate/registry-client';
import type { Outcome } from '../../output/outcome.ts';
import { formatTable } from '../../output/table.ts';
import { allPages } from '../../registry/all-pages.ts';

/** `hub token list`: all tokens, without their secrets. */
export async function listTokens(registry: RegistryClient): Promise<Outcome> {
  const tokens = await allPages((page) => registry.tokens(page));
  return {
    text: formatTable(
      ['id', 'name', 'can', 'subgraphs', 'state', 'expires', 'last used'],
      tokens.map((token) => [
        token.id,
        token.name,
        token.can.join(','),
        token.subgraphs.join(','),
        stateOf(token, new Date()),
        token.expiresAt ?? 'never',
        token.lastUsedAt ?? 'never',
      ]),
      'There are no tokens.',
    ),
    data: { tokens },
  };
}

function stateOf({ revokedAt, expiresAt }: TokenSummary, now: Date): string {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && new Date(expiresAt) <= now ? 'expired' : 'valid';
}
