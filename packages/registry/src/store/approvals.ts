import type { Approval } from '../contract/check.ts';
import type { Database } from './database.ts';

/** Reads the ids of changes that were approved for any of some subgraphs. */
export async function readApprovals(database: Database, names: readonly string[]): Promise<string[]> {
  const rows = await database.approval.findMany({
    where: { subgraph: { in: [...names] } },
    select: { changeId: true },
    orderBy: { changeId: 'asc' },
  });
  return [...new Set(rows.map(({ changeId }) => changeId))];
}

/** Stores an approval; given again, the latest reason and name stand. */
export async function writeApproval(
  database: Database,
  approval: Approval & { readonly subgraph: string; readonly by: string },
): Promise<void> {
  const { subgraph, changeId, reason, by } = approval;
  const said = { reason, by, at: new Date() };
  await database.approval.upsert({
    where: { subgraph_changeId: { subgraph, changeId } },
    create: { subgraph, changeId, ...said },
    update: said,
  });
}
