import { coded } from '@throughgate/domain';
import {
  defineRecord,
  filledInput,
  notBefore,
  notFound,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { AnswerClosureInput, RequestClosureInput } from '../generated/graphql.ts';
import type { ClosureRequest } from '../generated/prisma/client.ts';
import { claimant } from './claimant.ts';
import { claimantFile, type JobcentreTables } from './claimant-file.ts';
import { conflict } from './error-codes.ts';
import { entitledClaimOf } from './recorded-claim.ts';
import { titles } from './titles.ts';

/**
 * Asks a benefit centre to close a claim, because the person is in prison.
 * Raises `NOT_FOUND` for a claim that is not in the file, `CLAIM_ALREADY_CLOSED` for one that does not run any more,
 * `CLAIM_IN_ADVANCE` for one that never ran, and `BAD_USER_INPUT` for a request before the reception.
 */
export async function requestClosure(
  file: PersonFile<JobcentreTables>,
  input: RequestClosureInput,
): Promise<string> {
  const claim = await entitledClaimOf(file, input.claimId);
  const { receptionOn, requestedOn, requestedBy, contactId, source } = input;
  const request: Stored<ClosureRequest> = {
    id: file.newId,
    nino: file.key,
    claimId: claim.id,
    benefitCentreCode: claim.benefitCentreCode,
    receptionOn,
    requestedOn: notBefore('requestedOn', requestedOn, receptionOn, 'the day of the reception'),
    requestedBy: requestedBy == null ? null : filledInput('requestedBy', requestedBy),
    contactId: contactId == null ? null : filledInput('contactId', contactId),
    source,
    answeredOn: null,
  };
  return recordRequest(file, request, 'jobcentre.claim.closure-requested', requestedOn);
}

/**
 * Records that a benefit centre has answered, whatever it said: closing the claim is another record, which answers too.
 * Raises `NOT_FOUND` for a request that is not in the file, `CLOSURE_ANSWERED` for one that was answered, and `BAD_USER_INPUT`
 * for an answer before the request.
 */
export async function answerClosure(
  file: PersonFile<JobcentreTables>,
  input: AnswerClosureInput,
): Promise<string> {
  const request = await file.get('ClosureRequest', input.requestId);
  if (!request) throw notFound('request to close a claim', input.requestId);
  if (request.answeredOn !== null) {
    throw conflict('CLOSURE_ANSWERED', `The request was answered on ${request.answeredOn} already.`);
  }
  const answeredOn = notBefore('answeredOn', input.answeredOn, request.requestedOn, 'the day of the request');
  return recordRequest(file, { ...request, answeredOn }, 'jobcentre.claim.closure-answered', answeredOn);
}

/** Records an answer to each request to close a claim that has none: the centre has dealt with the claim on that day. */
export async function answerRequests(
  file: PersonFile<JobcentreTables>,
  claimId: string,
  on: string,
): Promise<void> {
  for (const request of await requestsOf(file, claimId)) {
    if (request.answeredOn !== null) continue;
    // A centre may have closed the claim before somebody asked for it.
    const answeredOn = on < request.requestedOn ? request.requestedOn : on;
    recordRequest(file, { ...request, answeredOn }, 'jobcentre.claim.closure-answered', answeredOn);
  }
}

/** Day of the latest reception not after a day that a request to close the claim names; `undefined` when there is none. */
export async function latestReception(
  file: PersonFile<JobcentreTables>,
  claimId: string,
  notAfter: string,
): Promise<string | undefined> {
  const receptions = (await requestsOf(file, claimId)).map(({ receptionOn }) => receptionOn);
  return receptions
    .filter((day) => day <= notAfter)
    .sort()
    .at(-1);
}

async function requestsOf(
  file: PersonFile<JobcentreTables>,
  claimId: string,
): Promise<Stored<ClosureRequest>[]> {
  return (await file.list('ClosureRequest')).filter((request) => request.claimId === claimId);
}

function recordRequest(
  file: PersonFile<JobcentreTables>,
  request: Stored<ClosureRequest>,
  type: string,
  occurredAt: string,
): string {
  const { nino: _, source, ...state } = request;
  file.record({
    type,
    occurredAt,
    rows: { ClosureRequest: request },
    data: { request: { ...state, source: coded(titles.closureSource, source) } },
  });
  return request.id;
}

/** A request to a benefit centre that a claim be closed, because the person is in prison. */
export const closureRequest = defineRecord(claimantFile, {
  table: 'ClosureRequest',
  key: 'id',
  belongsTo: { claimant },
  listOf: { claimId: { latestFirst: 'requestedOn' } },
  pageOf: { benefitCentreCode: { earliestFirst: 'requestedOn', as: 'date' } },
  commands: { requestClosure, answerClosure },
});
