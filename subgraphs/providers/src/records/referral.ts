import { age, type CrsContract } from '@throughgate/domain';
import {
  alreadyExists,
  atLeast,
  type Change,
  defineRecord,
  filledInput,
  notBefore,
  notFound,
  optionalIdentifierInput,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { SendReferralInput } from '../generated/graphql.ts';
import type { Referral } from '../generated/prisma/client.ts';
import { contractInput } from './contract.ts';
import { desiredOutcomeIds } from './desired-outcome.ts';
import { conflict } from './error-codes.ts';
import { type ProviderTables, referralFile } from './referral-file.ts';
import { referralState } from './referral-state.ts';

/**
 * Opens the file of a referral. A person without a CRN is known by the prisoner number, or by the reference number alone.
 * Raises `BAD_USER_INPUT` for malformed identifiers, a contract that does not exist and outcomes that it does not aim at,
 * `ALREADY_EXISTS` for a second referral under one number, and `CONTRACT_DOES_NOT_ACCEPT` when the
 * contract is not for people of this sex or age.
 */
export async function sendReferral(
  file: PersonFile<ProviderTables>,
  input: SendReferralInput,
): Promise<string> {
  const { key: referenceNumber } = file;
  if (file.exists) throw alreadyExists(`a referral ${file.key}`);
  const contract = contractInput(input.contractReference);
  const { dateOfBirth, sex, referredOn, plannedWeeks } = input;
  notBefore('referredOn', referredOn, dateOfBirth, 'the day of birth');
  const ageAtReferral = age(referredOn, dateOfBirth);
  checkAccepted(contract, sex, ageAtReferral);
  const referral: Stored<Referral> = {
    referenceNumber,
    crn: optionalIdentifierInput('crn', input.crn),
    prisonerNumber: optionalIdentifierInput('prisonerNumber', input.prisonerNumber),
    forename: filledInput('forename', input.forename),
    surname: filledInput('surname', input.surname),
    dateOfBirth,
    sex,
    ageAtReferral,
    contractReference: contract.reference,
    referredOn,
    complexity: input.complexity ?? null,
    plannedWeeks: plannedWeeks == null ? null : atLeast('plannedWeeks', plannedWeeks, 1),
    desiredOutcomes: desiredOutcomeIds(input.desiredOutcomes ?? [], contract, referredOn),
    status: 'PRE_ICA',
    keyWorkerId: null,
    keyWorkerCode: null,
    keyWorkerName: null,
    keyWorkerDeliveryUnitCode: null,
    actionPlanApprovedOn: null,
    lastContactOn: null,
    silentSince: referredOn,
    endedOn: null,
    endReasonCode: null,
    reportSubmittedOn: null,
    reportOutcomes: [],
  };
  return recordReferral(file, referral, 'referral.sent', referredOn, {
    data: { person: personOf(referral) },
  });
}

/** The referral that a file is about. Raises `NOT_FOUND` when the file was never opened. */
export async function referralOf(file: PersonFile<ProviderTables>): Promise<Stored<Referral>> {
  const referral = await file.get('Referral', file.key);
  if (!referral) throw notFound('referral', file.key);
  return referral;
}

/** The referral that a file is about, as {@link referralOf}. Raises `REFERRAL_ENDED` when it runs no more. */
export async function runningReferralOf(file: PersonFile<ProviderTables>): Promise<Stored<Referral>> {
  const referral = await referralOf(file);
  if (referral.endedOn !== null) {
    throw conflict(
      'REFERRAL_ENDED',
      `The referral ${file.key} ended on ${referral.endedOn} (${referral.status}).`,
    );
  }
  return referral;
}

/**
 * Records a change to the referral itself, and returns its reference number. `more` is what is written and told besides.
 *
 * The event of a referral by probation has the name that Refer and Monitor an Intervention gives it. That requires a CRN: a
 * referral without one did not come that way, and has events of our own.
 */
export function recordReferral(
  file: PersonFile<ProviderTables>,
  referral: Stored<Referral>,
  change: 'referral.sent' | 'referral.assigned' | 'action-plan.approved' | 'referral.ended',
  occurredAt: string,
  more: { readonly rows?: Change<ProviderTables>['rows']; readonly data?: object } = {},
): string {
  file.record({
    type: `${referral.crn === null ? 'providers' : 'intervention'}.${change}`,
    occurredAt,
    rows: { Referral: referral, ...more.rows },
    data: { ...more.data, referral: referralState(referral) },
  });
  return referral.referenceNumber;
}

/** The contract says whom it is for by sex and age; a sex that is not known excludes nobody. */
function checkAccepted(contract: CrsContract, sex: SendReferralInput['sex'], years: number): void {
  const { reference, allowsFemale, allowsMale, minimumAge, maximumAge } = contract;
  const refuse = (whom: string) => {
    throw conflict('CONTRACT_DOES_NOT_ACCEPT', `The contract ${reference} is for ${whom} only.`);
  };
  if (sex === 'F' && !allowsFemale) refuse('men');
  if (sex === 'M' && !allowsMale) refuse('women');
  if (years < minimumAge)
    refuse(`people aged ${minimumAge} or over on the day of the referral, not ${years},`);
  if (maximumAge !== null && years > maximumAge) {
    refuse(`people aged up to ${maximumAge} on the day of the referral, not ${years},`);
  }
}

function personOf(referral: Stored<Referral>) {
  const { referenceNumber, crn, prisonerNumber, forename, surname, dateOfBirth, sex } = referral;
  const known = { ...(crn !== null && { crn }), ...(prisonerNumber !== null && { prisonerNumber }) };
  return { forename, surname, dateOfBirth, sex, identifiers: { ...known, referenceNumber } };
}

/** A referral of a person to a provider. */
export const referral = defineRecord(referralFile, {
  table: 'Referral',
  key: 'referenceNumber',
  listOf: { crn: { latestFirst: 'referredOn' } },
  pageOf: {
    contractReference: { earliestFirst: 'referredOn', as: 'date' },
    keyWorkerId: { earliestFirst: 'referredOn', as: 'date' },
  },
  commands: { sendReferral },
});
