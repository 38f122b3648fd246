import { badInput, defineCommands, filledInput, notFound, type PersonFile } from '@throughgate/subgraph-kit';
import type { GrantPermissionInput, WithdrawPermissionInput } from '../generated/graphql.ts';
import type { ProbationTables } from './case-file.ts';
import { conflict } from './error-codes.ts';
import type { StoredPermission } from './permission.ts';
import {
  endOfDay,
  permissionsOf,
  recordRestriction,
  restriction,
  restrictionInForce,
  startOfDay,
} from './restriction.ts';

/**
 * Gives leave from a restriction. Raises `NOT_FOUND` for one that is not in the file, `RESTRICTION_ENDED` for one that ended,
 * and `BAD_USER_INPUT` for an end that is not after the beginning, a time at which the restriction does not hold, or empty text.
 */
export async function grantPermission(
  file: PersonFile<ProbationTables>,
  input: GrantPermissionInput,
): Promise<string> {
  const held = await restrictionInForce(file, input.restrictionId);
  const { from, until } = input;
  if (until <= from) throw badInput('until', `"until" must be after "from", ${from}; it is ${until}.`);
  if (from < startOfDay(held.from) || (held.to !== null && until > endOfDay(held.to))) {
    throw badInput(
      'from',
      `"from" and "until" must be while the restriction holds, from ${held.from} to ${held.to}; they are ${from} and ${until}.`,
    );
  }
  const permission: StoredPermission = {
    id: file.newId,
    crn: file.key,
    restrictionId: held.id,
    from,
    until,
    reason: filledInput('reason', input.reason),
    grantedBy: filledInput('grantedBy', input.grantedBy),
    withdrawnAt: null,
  };
  const permissions = [...(await permissionsOf(file, held.id)), permission];
  recordRestriction(file, 'probation.restriction.permission-granted', held, permissions, file.recordedAt);
  return held.id;
}

/**
 * Withdraws a permission. Raises `NOT_FOUND` for one that is not in the file, and `PERMISSION_OVER` for one that is over or was
 * withdrawn before.
 */
export async function withdrawPermission(
  file: PersonFile<ProbationTables>,
  input: WithdrawPermissionInput,
): Promise<string> {
  const permission = await file.get('RestrictionPermission', input.permissionId);
  if (!permission) throw notFound('permission', input.permissionId);
  if (permission.withdrawnAt !== null) {
    throw conflict(
      'PERMISSION_OVER',
      `Permission ${permission.id} was withdrawn at ${permission.withdrawnAt} already.`,
    );
  }
  if (permission.until <= file.recordedAt) {
    throw conflict('PERMISSION_OVER', `Permission ${permission.id} was over at ${permission.until} already.`);
  }
  const held = await restrictionInForce(file, permission.restrictionId);
  const permissions = (await permissionsOf(file, held.id)).map((one) =>
    one.id === permission.id ? { ...one, withdrawnAt: file.recordedAt } : one,
  );
  recordRestriction(file, 'probation.restriction.permission-withdrawn', held, permissions, file.recordedAt);
  return held.id;
}

/** Permissions answer with the restriction. */
export const permits = defineCommands(restriction, { grantPermission, withdrawPermission });
