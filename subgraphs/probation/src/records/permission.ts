import { defineRecord, type Stored } from '@throughgate/subgraph-kit';
import type { RestrictionPermission } from '../generated/prisma/client.ts';
import { caseFile } from './case-file.ts';

/** A permission as it is stored in a file. */
export type StoredPermission = Stored<RestrictionPermission>;

/** The leave that permissions give: one that was withdrawn before it began gives none, one withdrawn later ends there. */
export function leaveOf<Permission extends StoredPermission | RestrictionPermission>(
  permissions: readonly Permission[],
): Permission[] {
  return permissions
    .filter(({ from, withdrawnAt }) => withdrawnAt === null || withdrawnAt > from)
    .map((permission) => ({ ...permission, until: permission.withdrawnAt ?? permission.until }));
}

/** Leave from a restriction for one absence. */
export const permission = defineRecord(caseFile, {
  table: 'RestrictionPermission',
  key: 'id',
  listOf: { restrictionId: { by: 'from' } },
});
