import { benefitCentre } from '@throughgate/domain';
import { badInput } from '@throughgate/subgraph-kit';

/**
 * Checks the code of a benefit centre; null when none is given.
 * Raises `BAD_USER_INPUT` naming the field for a code of no centre.
 */
export function optionalBenefitCentre(field: string, code: string | null | undefined): string | null {
  if (code == null) return null;
  if (!benefitCentre(code)) {
    throw badInput(
      field,
      `"${field}" must be the code of a benefit centre, for example BDC-HULL, not "${code}".`,
    );
  }
  return code;
}
