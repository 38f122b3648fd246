import type { Approval, GivenApproval, Page, PageRequest } from '@throughgate/registry-client';
import type { ApprovalModel } from '../generated/prisma/models.ts';
import { RegistryError } from '../registry-error.ts';
import type { Database } from './database.ts';
import { pageOfRows, sizeOf } from './page.ts';

/** Reads the ids of all changes that somebody accepted for one of these subgraphs and that are still to come. */
export async function readApprovals(database: Database, names: readonly string[]): Promise<string[]> {
  const rows = await database.approval.findMany({
    where: { subgraph: { in: [...names] }, endedAt: null },
    select: { changeId: true },
    orderBy: { changeId: 'asc' },
  });
  return [...new Set(rows.map(({ changeId }) => changeId))];
}

/** Stores an approval; where one holds already, the latest reason and name stand. */
export async function writeApproval(
  database: Database,
  { subgraph, changeId, reason, by }: Approval & { readonly subgraph: string; readonly by: string },
): Promise<void> {
  const said = { reason, by, at: new Date() };
  const { count } = await database.approval.updateMany({
    where: { subgraph, changeId, endedAt: null },
    data: said,
  });
  if (count === 0) await database.approval.create({ data: { subgraph, changeId, ...said } });
}

/** Reads a page of the approvals of a subgraph, the latest first: those that hold, or with `all` those that ended too. */
export async function listApprovals(
  database: Database,
  subgraph: string,
  page: PageRequest & { readonly all?: boolean | undefined },
): Promise<Page<GivenApproval>> {
  const size = sizeOf(page);
  const { after, all = false } = page;
  if (after !== undefined && (await database.approval.count({ where: { id: after, subgraph } })) === 0) {
    throw new RegistryError('HUB-C047', 400, '`after` must be the `next` of the page before.');
  }
  const rows = await database.approval.findMany({
    where: { subgraph, ...(all ? {} : { endedAt: null }) },
    orderBy: [{ at: 'desc' }, { id: 'asc' }],
    take: size + 1,
    ...(after === undefined ? {} : { cursor: { id: after }, skip: 1 }),
  });
  return pageOfRows(rows, size, { item: toGiven, cursor: ({ id }) => id });
}

/**
 * Ends an approval before what it allowed has happened; doing so again changes nothing.
 * Raises HUB-C049 (404) when the subgraph has none of this id.
 */
export async function revokeApproval(
  database: Database,
  subgraph: string,
  id: string,
  { by, reason }: { readonly by: string; readonly reason: string | undefined },
): Promise<void> {
  await database.approval.updateMany({
    where: { id, subgraph, endedAt: null },
    data: { endedAt: new Date(), endedBy: by, endReason: reason ?? null },
  });
  if ((await database.approval.count({ where: { id, subgraph } })) > 0) return;
  throw new RegistryError('HUB-C049', 404, `${subgraph} has no approval with the id ${id}.`);
}

/** Ends the approvals of changes that a publication made: to make them once more is another decision. */
export async function endPublishedApprovals(
  database: Database,
  subgraphs: readonly string[],
  changeIds: readonly string[],
  { revision, at, by }: { readonly revision: number; readonly at: Date; readonly by: string },
): Promise<void> {
  await database.approval.updateMany({
    where: { subgraph: { in: [...subgraphs] }, changeId: { in: [...changeIds] }, endedAt: null },
    data: { endedAt: at, endedBy: by, endRevision: revision },
  });
}

function toGiven(row: ApprovalModel): GivenApproval {
  const { id, changeId, reason, by, at, endedAt, endedBy, endReason, endRevision } = row;
  return {
    id,
    changeId,
    reason,
    by,
    at: at.toISOString(),
    ended:
      endedAt === null
        ? null
        : { at: endedAt.toISOString(), by: endedBy ?? '', reason: endReason, revision: endRevision },
  };
}
