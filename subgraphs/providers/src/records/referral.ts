import { age, type CrsContract, crsContract } from '@throughgate/domain';
import {
  alreadyExists,
  badInput,
  defineRecord,
  filledInput,
  identifierInput,
  notBefore,
  notFound,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { SendReferralInput } from '../generated/graphql.ts';
import type { Referral } from '../generated/prisma/client.ts';
import { conflict } from './error-codes.ts';
import { type ProviderTables, referralFile } from './referral-file.ts';
import { referralState } from './referral-state.ts';

/**
 * Opens the file of a referral. Raises `BAD_USER_INPUT` for malformed identifiers and a contract that does not
 * exist, `ALREADY_EXISTS` for a second referral under one number, and `CONTRACT_DOES_NOT_ACCEPT` when the
 * contract is not for people of this sex or age.
 */
export async function sendReferral(
  file: PersonFile<ProviderTables>,
  input: SendReferralInput,
): Promise<string> {
  const { key: referenceNumber } = file;
  if (file.exists) throw alreadyExists(`a referral ${file.key}`);
  const contract = crsContract(input.contractReference);
  if (!contract) {
    throw badInput(
      'contractReference',
      `"contractReference" must be the reference of a Commissioned Rehabilitative Services contract, not "${input.contractReference}".`,
    );
  }
  const { dateOfBirth, sex, referredOn } = input;
  notBefore('referredOn', referredOn, dateOfBirth, 'the day of birth');
  const ageAtReferral = age(referredOn, dateOfBirth);
  checkAccepted(contract, sex, ageAtReferral);
  const referral: Stored<Referral> = {
    referenceNumber,
    crn: identifierInput('crn', input.crn),
    forename: filledInput('forename', input.forename),
    surname: filledInput('surname', input.surname),
    dateOfBirth,
    sex,
    ageAtReferral,
    contractReference: contract.reference,
    referredOn,
    complexity: input.complexity ?? null,
    status: 'PRE_ICA',
    keyWorkerCode: null,
    keyWorkerName: null,
    keyWorkerDeliveryUnitCode: null,
    actionPlanApprovedOn: null,
    endedOn: null,
    endReasonCode: null,
  };
  return recordReferral(file, referral, 'intervention.referral.sent', referredOn, {
    person: personOf(referral),
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

/** Records a change to the referral itself, and returns its reference number. `more` is what its event adds. */
export function recordReferral(
  file: PersonFile<ProviderTables>,
  referral: Stored<Referral>,
  type: string,
  occurredAt: string,
  more: Readonly<Record<string, unknown>> = {},
): string {
  file.record({
    type,
    occurredAt,
    rows: { Referral: referral },
    data: { ...more, referral: referralState(referral) },
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
  const { referenceNumber, crn, forename, surname, dateOfBirth, sex } = referral;
  return { forename, surname, dateOfBirth, sex, identifiers: { crn, referenceNumber } };
}

/** A referral of a person to a provider. */
export const referral = defineRecord(referralFile, {
  table: 'Referral',
  key: 'referenceNumber',
  listOf: { crn: { latestFirst: 'referredOn' } },
  commands: { sendReferral },
});
