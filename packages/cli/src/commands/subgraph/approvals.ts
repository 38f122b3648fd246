import type { GivenApproval, RegistryClient } from '@throughgate/registry-client';
import { CommandError } from '../../command-error.ts';
import type { Outcome } from '../../output/outcome.ts';
import { formatTable } from '../../output/table.ts';
import { allPages } from '../../registry/all-pages.ts';

/** `hub subgraph approvals list`: the approvals that hold; with `all` those that ended too, and how. */
export async function listApprovals(
  registry: RegistryClient,
  name: string,
  { all }: { readonly all: boolean },
): Promise<Outcome> {
  const approvals = await allPages((page) => registry.approvals(name, { ...page, all }));
  return {
    text: formatTable(
      ['change', 'approved', 'by', 'reason', ...(all ? ['ended'] : [])],
      approvals.map((one) => [one.changeId, one.at, one.by, one.reason, ...(all ? [howEnded(one)] : [])]),
      all ? `Nothing was ever approved for ${name}.` : `No approval holds for ${name}.`,
    ),
    data: { subgraph: name, approvals },
  };
}

/**
 * `hub subgraph approvals revoke`: ends the approval of a change before it is published. Raises a {@link CommandError}
 * HUB-C049 that names those that hold when none is for this change.
 */
export async function revokeApproval(
  registry: RegistryClient,
  name: string,
  { change, reason }: { readonly change: string; readonly reason?: string },
): Promise<Outcome> {
  const holding = await allPages((page) => registry.approvals(name, page));
  const wanted = holding.filter(({ changeId }) => changeId === change);
  if (wanted.length === 0) {
    const others = holding.map(({ changeId }) => changeId).join(', ') || 'none';
    throw new CommandError(
      'HUB-C049',
      `No approval of ${change} holds for ${name}. Those that do: ${others}.`,
    );
  }
  for (const { id } of wanted) await registry.revokeApproval(name, id, reason);
  return {
    text: `Revoked for ${name}: ${change}. Checks judge this change again.\n`,
    data: { subgraph: name, change, revoked: wanted.map(({ id }) => id) },
  };
}

function howEnded({ ended }: GivenApproval): string {
  if (ended === null) return '';
  if (ended.revision !== null) return `${ended.at} published in revision ${ended.revision} by ${ended.by}`;
  return `${ended.at} revoked by ${ended.by}${ended.reason === null ? '' : `: ${ended.reason}`}`;
}
