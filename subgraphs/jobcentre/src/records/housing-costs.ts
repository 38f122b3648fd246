import { housingCostsInCustody, londonDate } from '@throughgate/domain';
import { defineCommands, notBefore, type PersonFile } from '@throughgate/subgraph-kit';
import type { KeepHousingCostsInput, ResumeClaimInput } from '../generated/graphql.ts';
import { claim } from './claim.ts';
import type { JobcentreTables } from './claimant-file.ts';
import { answerRequests } from './closure-request.ts';
import { conflict } from './error-codes.ts';
import { checkState, entitledClaimOf, opening, recordClaim } from './recorded-claim.ts';

/**
 * Lets only the housing costs of a claim for Universal Credit go on in custody: the claim is not closed, and what is paid for
 * housing is not overpaid. It answers all requests to close the claim.
 *
 * Raises `NOT_FOUND` for a claim that is not in the file, `CLAIM_ALREADY_CLOSED` and `CLAIM_IN_ADVANCE` for one that does not
 * run, `HOUSING_COSTS_NOT_DUE` for another benefit and where the rule of `housingCostsInCustody` does not allow it, and
 * `BAD_USER_INPUT` for days that do not follow each other.
 */
export async function keepHousingCosts(
  file: PersonFile<JobcentreTables>,
  input: KeepHousingCostsInput,
): Promise<string> {
  const running = await entitledClaimOf(file, input.claimId);
  const { receivedOn, releaseExpectedOn } = input;
  notBefore('receivedOn', receivedOn, running.openedOn, opening);
  notBefore('releaseExpectedOn', releaseExpectedOn, receivedOn, 'the day of the reception');
  const decidedOn = input.decidedOn ?? londonDate(new Date(file.recordedAt));
  notBefore('decidedOn', decidedOn, receivedOn, 'the day of the reception');
  const costs =
    running.benefit === 'UC'
      ? housingCostsInCustody(input)
      : { notDue: `they are part of UC only, and the claim is for ${running.benefit}` };
  if ('notDue' in costs) {
    throw conflict('HOUSING_COSTS_NOT_DUE', `Housing costs cannot go on in custody: ${costs.notDue}.`);
  }
  const kept = {
    ...running,
    state: 'HOUSING_COSTS_ONLY',
    housingCostsFrom: receivedOn,
    housingCostsUntil: costs.until,
    resumedOn: null,
  };
  recordClaim(file, kept, 'jobcentre.claim.housing-costs-kept', decidedOn);
  await answerRequests(file, running.id, decidedOn);
  return running.id;
}

/**
 * Lets a claim run in full again after a release. Raises `NOT_FOUND` for a claim that is not in the file,
 * `CLAIM_ALREADY_CLOSED` for one that was closed, `CLAIM_STATE` for one that runs in full, and `BAD_USER_INPUT` for a day before
 * the reception.
 */
export async function resumeClaim(
  file: PersonFile<JobcentreTables>,
  input: ResumeClaimInput,
): Promise<string> {
  const kept = await entitledClaimOf(file, input.claimId);
  checkState(kept, 'HOUSING_COSTS_ONLY');
  const { resumedOn } = input;
  notBefore('resumedOn', resumedOn, kept.housingCostsFrom ?? kept.openedOn, 'the day of the reception');
  return recordClaim(file, { ...kept, state: 'RUNNING', resumedOn }, 'jobcentre.claim.resumed', resumedOn);
}

/** What happens to the housing costs of a claim in custody. */
export const housingCosts = defineCommands(claim, { keepHousingCosts, resumeClaim });
