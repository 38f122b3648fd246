import { type Coded, movementReasons, type ReferenceCode } from '@throughgate/domain';
import { badInput } from '@throughgate/subgraph-kit';
import type { MovementType } from '../generated/graphql.ts';

const byCode = new Map<string, ReferenceCode>();

function reasonOf(code: string): ReferenceCode | undefined {
  if (byCode.size === 0) for (const reason of movementReasons()) byCode.set(reason.code, reason);
  return byCode.get(code);
}

/**
 * Checks the code of a movement's reason: it must be one of the list MOVE_RSN for this type of movement, or for none.
 * Raises `BAD_USER_INPUT` naming the field when it is not.
 */
export function existingReason(field: string, code: string, type: MovementType): string {
  const reason = reasonOf(code);
  if (reason && (reason.parentCode === null || reason.parentCode === type)) return code;
  const what = reason ? `"${code}" is one of type ${reason.parentCode}` : `there is no "${code}"`;
  throw badInput(
    field,
    `"${field}" must be a code of the list MOVE_RSN for movements of type ${type}: ${what}.`,
  );
}

/** The code of a movement's reason as events carry it, with its title in the list; null for none. */
export function codedReason(code: string | null): Coded | null {
  return code === null ? null : { code, title: reasonTitle(code) };
}

/** What the list MOVE_RSN calls a reason; a code that it does not have is its own title. */
export function reasonTitle(code: string): string {
  return reasonOf(code)?.description ?? code;
}
