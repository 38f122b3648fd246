import { benefitProblem } from '@throughgate/domain';
import {
  atLeast,
  badInput,
  filledInput,
  notBefore,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { MakeAdvanceClaimInput } from '../generated/graphql.ts';
import type { Claim } from '../generated/prisma/client.ts';
import { optionalBenefitCentre } from './benefit-centre.ts';
import type { JobcentreTables } from './claimant-file.ts';
import { conflict } from './error-codes.ts';

/** What every new claim is given. */
type NewClaimInput = Omit<MakeAdvanceClaimInput, 'claimedOn'>;

/** What follows from how it is made. */
type HowMade = Pick<Stored<Claim>, 'state' | 'openedOn' | 'claimedOn' | 'entitledFrom'>;

/**
 * A claim that is made now. A person has one claim of a benefit at a time: raises `CLAIM_ALREADY_OPEN` while another one
 * runs, and `BAD_USER_INPUT` for a day before the benefit was there or before an earlier claim of it ended, for a basis that
 * the benefit has not, and for a benefit centre that is none.
 *
 * @param field name of the input's field that holds the day from which it is
 */
export async function newClaim(
  file: PersonFile<JobcentreTables>,
  input: NewClaimInput,
  made: HowMade,
  field: 'openedOn' | 'claimedOn',
): Promise<Stored<Claim>> {
  const { benefit, basis = null, dailyRatePence } = input;
  const found = benefitProblem(benefit, made.openedOn, basis);
  if (found) {
    const name = found.field === 'from' ? field : found.field;
    throw badInput(name, `"${name}" ${found.problem}.`);
  }
  for (const earlier of await file.list('Claim')) {
    if (earlier.benefit === benefit) checkOver(earlier, made.openedOn, field);
  }
  return {
    id: file.newId,
    nino: file.key,
    benefit,
    basis,
    ...made,
    madeAt: input.madeAt ?? null,
    takenBy: input.takenBy == null ? null : filledInput('takenBy', input.takenBy),
    benefitCentreCode: optionalBenefitCentre('benefitCentreCode', input.benefitCentreCode),
    dailyRatePence: dailyRatePence == null ? null : atLeast('dailyRatePence', dailyRatePence, 1),
    releaseExpectedOn: input.releaseExpectedOn ?? null,
    closedOn: null,
    closureReason: null,
    effectiveTo: null,
    housingCostsFrom: null,
    housingCostsUntil: null,
    resumedOn: null,
    paidTo: null,
    firstPaidOn: null,
    firstPaidPence: null,
  };
}

function checkOver(earlier: Stored<Claim>, day: string, field: string): void {
  const { benefit, openedOn, closedOn, effectiveTo } = earlier;
  if (closedOn === null) {
    throw conflict('CLAIM_ALREADY_OPEN', `The ${benefit} claim opened on ${openedOn} must be closed first.`);
  }
  // One claim may begin on the day on which another one ends; one that was closed from the reception on ends then.
  if (effectiveTo !== null)
    notBefore(field, day, effectiveTo, `the day the ${benefit} claim before it ended`);
}
