import { coded, grantDateProblem, isLoan, qualifiesForCommunityCare } from '@throughgate/domain';
import {
  atLeast,
  badInput,
  defineRecord,
  notBefore,
  notFound,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { ApplyForGrantInput, DecideGrantInput, PayGrantInput } from '../generated/graphql.ts';
import type { Claim, GrantApplication } from '../generated/prisma/client.ts';
import { claimant, claimantOf } from './claimant.ts';
import { claimantFile, type JobcentreTables } from './claimant-file.ts';
import { conflict } from './error-codes.ts';
import { existingPrison } from './existing-prison.ts';
import { titles } from './titles.ts';

/**
 * Applies for a grant or a loan beside benefit. Raises `NOT_FOUND` for somebody who is not registered, `GRANT_NOT_DUE` where
 * the person has no benefit with which the grant can be given, and `BAD_USER_INPUT` for a day on which there was none of the
 * kind, and for a prison that does not exist.
 */
export async function applyForGrant(
  file: PersonFile<JobcentreTables>,
  input: ApplyForGrantInput,
): Promise<string> {
  await claimantOf(file);
  const { kind, appliedOn, prisonId, helpedBy } = input;
  const problem = grantDateProblem(kind, appliedOn);
  if (problem !== undefined) throw badInput('appliedOn', `"appliedOn" ${problem}.`);
  if (kind === 'COMMUNITY_CARE_GRANT') {
    const claims = (await file.list('Claim')).filter((claim) => countsOn(claim, appliedOn));
    if (!claims.some(({ benefit, basis }) => qualifiesForCommunityCare(benefit, basis))) {
      throw conflict(
        'GRANT_NOT_DUE',
        `A Community Care Grant is for people with Income Support, income-based JSA or income-related ESA, or a claim for it that was made in advance; on ${appliedOn} this person has none.`,
      );
    }
  }
  const grant: Stored<GrantApplication> = {
    id: file.newId,
    nino: file.key,
    kind,
    appliedOn,
    prisonId: prisonId == null ? null : existingPrison('prisonId', prisonId),
    helpedBy,
    decidedOn: null,
    awardedPence: null,
    paidOn: null,
  };
  return recordGrant(file, grant, 'jobcentre.grant.applied', appliedOn);
}

/**
 * Decides an application. Raises `NOT_FOUND` for one that is not in the file, `GRANT_DECIDED` for one that was decided before,
 * and `BAD_USER_INPUT` for a day before the application or an amount below 0.
 */
export async function decideGrant(
  file: PersonFile<JobcentreTables>,
  input: DecideGrantInput,
): Promise<string> {
  const grant = await grantOf(file, input.grantId);
  if (grant.decidedOn !== null) {
    throw conflict('GRANT_DECIDED', `The application was decided on ${grant.decidedOn} already.`);
  }
  const decidedOn = notBefore('decidedOn', input.decidedOn, grant.appliedOn, 'the day of the application');
  const awardedPence = atLeast('awardedPence', input.awardedPence, 0);
  return recordGrant(file, { ...grant, decidedOn, awardedPence }, 'jobcentre.grant.decided', decidedOn);
}

/**
 * Records that a grant was paid. Raises `NOT_FOUND` for an application that is not in the file, `GRANT_NOT_AWARDED` for one
 * by which nothing was awarded, `GRANT_PAID` for one that was paid before, and `BAD_USER_INPUT` for a day before the decision.
 */
export async function payGrant(file: PersonFile<JobcentreTables>, input: PayGrantInput): Promise<string> {
  const grant = await grantOf(file, input.grantId);
  if (grant.decidedOn === null || !grant.awardedPence) {
    throw conflict('GRANT_NOT_AWARDED', 'Nothing was awarded by the application: decide it first.');
  }
  if (grant.paidOn !== null) throw conflict('GRANT_PAID', `The grant was paid on ${grant.paidOn} already.`);
  const paidOn = notBefore('paidOn', input.paidOn, grant.decidedOn, 'the day of the decision');
  return recordGrant(file, { ...grant, paidOn }, 'jobcentre.grant.paid', paidOn);
}

async function grantOf(file: PersonFile<JobcentreTables>, id: string): Promise<Stored<GrantApplication>> {
  const grant = await file.get('GrantApplication', id);
  if (!grant) throw notFound('application for a grant', id);
  return grant;
}

/** Whether a claim is one on a day: it runs, or was made in advance of a release. */
function countsOn({ claimedOn, openedOn, closedOn, effectiveTo }: Stored<Claim>, day: string): boolean {
  const begun = claimedOn <= day || openedOn <= day;
  const end = effectiveTo ?? closedOn;
  return begun && (end === null || day < end);
}

function recordGrant(
  file: PersonFile<JobcentreTables>,
  grant: Stored<GrantApplication>,
  type: string,
  occurredAt: string,
): string {
  const { nino: _, kind, helpedBy, ...state } = grant;
  file.record({
    type,
    occurredAt,
    rows: { GrantApplication: grant },
    data: {
      grant: {
        ...state,
        kind: coded(titles.grantKind, kind),
        loan: isLoan(kind),
        helpedBy: coded(titles.grantHelp, helpedBy),
      },
    },
  });
  return grant.id;
}

/** An application for a grant or a loan beside benefit. */
export const grantApplication = defineRecord(claimantFile, {
  table: 'GrantApplication',
  key: 'id',
  belongsTo: { claimant },
  listOf: { nino: { latestFirst: 'appliedOn' } },
  commands: { applyForGrant, decideGrant, payGrant },
});
