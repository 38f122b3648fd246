import type { RegistryClient, Verb } from '@throughgate/registry-client';
import type { Outcome } from '../../output/outcome.ts';

/** What a token is to allow, as the command line says it. */
export interface TokenOptions {
  readonly name: string;
  readonly subgraph: readonly string[];
  readonly can: readonly Verb[];
  readonly expiresInDays: number;
}

/**
 * `hub token create`: makes a token. Its secret alone goes to standard output, so that `TOKEN=$(hub token create …)`
 * works; it is shown this once.
 */
export async function createToken(
  registry: RegistryClient,
  { name, subgraph, can, expiresInDays }: TokenOptions,
): Promise<Outcome> {
  const { token, ...summary } = await registry.createToken({
    name,
    subgraphs: [...subgraph],
    can: [...can],
    expiresInDays,
  });
  const whose = summary.subgraphs.length > 0 ? ` for ${summary.subgraphs.join(', ')}` : '';
  return {
    text: `${token}\n`,
    data: { token, ...summary },
    note:
      `Token ${summary.id} (${name}) may ${summary.can.join(', ')}${whose} until ${summary.expiresAt ?? 'revoked'}.\n` +
      'Keep the secret below: it is shown this once. Set it as HUB_TOKEN.\n',
  };
}
