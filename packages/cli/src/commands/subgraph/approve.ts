import type { RegistryClient } from '@throughgate/registry-client';
import type { Outcome } from '../../output/outcome.ts';

/** `hub subgraph approve`: accepts a change that breaks operations, in every check until it is published. */
export async function approveChange(
  registry: RegistryClient,
  name: string,
  { change, reason }: { readonly change: string; readonly reason: string },
): Promise<Outcome> {
  await registry.approve(name, { changeId: change, reason });
  return {
    text: `Approved for ${name}: ${change}. Checks no longer fail for this change, until it is published.\n`,
    data: { subgraph: name, change, reason },
  };
}
