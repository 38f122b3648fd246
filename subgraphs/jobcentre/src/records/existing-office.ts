import { jobcentreOffice } from '@throughgate/domain';
import { badInput } from '@throughgate/subgraph-kit';

/** Checks that an office is in the register of Jobcentre offices. Raises `BAD_USER_INPUT` naming the field when it is not. */
export function existingOffice(field: string, code: string): string {
  if (!jobcentreOffice(code)) {
    throw badInput(field, `"${field}" must be the code of a Jobcentre office, JCP-…, not "${code}".`);
  }
  return code;
}
