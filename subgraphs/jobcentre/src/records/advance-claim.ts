import { earliestAdvanceClaim } from '@throughgate/domain';
import { atLeast, defineCommands, notBefore, type PersonFile } from '@throughgate/subgraph-kit';
import type {
  CancelAdvanceInput,
  MakeAdvanceClaimInput,
  StartEntitlementInput,
} from '../generated/graphql.ts';
import { claim } from './claim.ts';
import { claimantOf } from './claimant.ts';
import type { JobcentreTables } from './claimant-file.ts';
import { newClaim } from './new-claim.ts';
import { checkState, openClaimOf, recordClaim } from './recorded-claim.ts';

/**
 * Takes a claim before the person is released. It is no time of benefit until its entitlement starts. Raises what
 * {@link newClaim} raises, and `BAD_USER_INPUT` for a claim so long before the release that the benefit takes none, or after it.
 */
export async function makeAdvanceClaim(
  file: PersonFile<JobcentreTables>,
  input: MakeAdvanceClaimInput,
): Promise<string> {
  await claimantOf(file);
  const { benefit, claimedOn, releaseExpectedOn } = input;
  if (releaseExpectedOn != null) {
    notBefore('releaseExpectedOn', releaseExpectedOn, claimedOn, 'the day of the claim');
    const earliest = earliestAdvanceClaim(benefit, releaseExpectedOn);
    const what = `the first day on which ${benefit} can be claimed in advance of the release`;
    if (earliest !== undefined) notBefore('claimedOn', claimedOn, earliest, what);
  }
  const made = { state: 'ADVANCE', openedOn: claimedOn, claimedOn, entitledFrom: null };
  const advance = await newClaim(file, { ...input, madeAt: input.madeAt ?? 'PRISON' }, made, 'claimedOn');
  return recordClaim(file, advance, 'jobcentre.claim.made-in-advance', claimedOn);
}

/**
 * Starts the entitlement of a claim that was made in advance, on the day of the release. Raises `NOT_FOUND` for a claim
 * that is not in the file, `CLAIM_ALREADY_CLOSED` for one that was given up, `CLAIM_STATE` for one of which the entitlement
 * has started, and `BAD_USER_INPUT` for a day before it was made.
 */
export async function startEntitlement(
  file: PersonFile<JobcentreTables>,
  input: StartEntitlementInput,
): Promise<string> {
  const advance = await openClaimOf(file, input.claimId);
  checkState(advance, 'ADVANCE');
  const { claimedOn } = advance;
  const entitledFrom = notBefore('entitledFrom', input.entitledFrom, claimedOn, 'the day the claim was made');
  const { dailyRatePence: rate } = input;
  const dailyRatePence = rate == null ? advance.dailyRatePence : atLeast('dailyRatePence', rate, 1);
  const started = { ...advance, state: 'RUNNING', openedOn: entitledFrom, entitledFrom, dailyRatePence };
  return recordClaim(file, started, 'jobcentre.claim.entitlement-started', entitledFrom);
}

/**
 * Gives up a claim that was made in advance: nothing was ever due. Raises `NOT_FOUND` for a claim that is not in the file,
 * `CLAIM_ALREADY_CLOSED` for one that was given up before, `CLAIM_STATE` for one that runs, and `BAD_USER_INPUT` for a day
 * before it was made.
 */
export async function cancelAdvance(
  file: PersonFile<JobcentreTables>,
  input: CancelAdvanceInput,
): Promise<string> {
  const advance = await openClaimOf(file, input.claimId);
  checkState(advance, 'ADVANCE');
  const { reason } = input;
  const closedOn = notBefore(
    'cancelledOn',
    input.cancelledOn,
    advance.claimedOn,
    'the day the claim was made',
  );
  const state = reason === 'CONDITIONS_NOT_MET' ? 'REJECTED' : 'CLOSED';
  const cancelled = { ...advance, state, closedOn, closureReason: reason };
  return recordClaim(file, cancelled, 'jobcentre.claim.advance-cancelled', closedOn);
}

/** Claims that are made before the release. */
export const advanceClaim = defineCommands(claim, { makeAdvanceClaim, startEntitlement, cancelAdvance });
