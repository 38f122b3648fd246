import type { RegistryClient } from '@throughgate/registry-client';
import type { Outcome } from '../../output/outcome.ts';

/** `hub token revoke`: the token allows nothing from now on. */
export async function revokeToken(registry: RegistryClient, id: string): Promise<Outcome> {
  await registry.revokeToken(id);
  return { text: `Revoked: ${id}.\n`, data: { id } };
}
