import { badInput } from '@throughgate/subgraph-kit';

/**
 * Checks that a code has the form of an adviser's. Whether there is one is not looked at: advisers have files of their own.
 * Raises `BAD_USER_INPUT` naming the field.
 */
export function adviserCode(field: string, code: string): string {
  if (/^[A-Z0-9][A-Z0-9-]{1,19}$/.test(code)) return code;
  throw badInput(
    field,
    `"${field}" must be the code of an adviser, 2 to 20 capital letters, digits and -, not "${code}".`,
  );
}
