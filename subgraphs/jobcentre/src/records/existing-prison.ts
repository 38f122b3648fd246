import { prison } from '@throughgate/domain';
import { badInput } from '@throughgate/subgraph-kit';

/** Checks that a prison is in the prison register. Raises `BAD_USER_INPUT` naming the field when it is not. */
export function existingPrison(field: string, id: string): string {
  if (!prison(id))
    throw badInput(field, `"${field}" must be the id of a prison of the register, not "${id}".`);
  return id;
}
