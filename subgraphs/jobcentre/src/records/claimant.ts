import { jobcentreOffice, jobcentreOfficeNamed, londonDate } from '@throughgate/domain';
import {
  alreadyExists,
  badInput,
  defineRecord,
  filledInput,
  notBefore,
  notFound,
  optionalIdentifierInput,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { MoveClaimantInput, RegisterClaimantInput } from '../generated/graphql.ts';
import type { Claimant } from '../generated/prisma/client.ts';
import { claimantFile, type JobcentreTables } from './claimant-file.ts';
import { existingOffice } from './existing-office.ts';

/**
 * Opens a record for a person who comes to the Jobcentre for the first time. Raises `BAD_USER_INPUT` for a malformed identifier,
 * an empty name, no office or one that does not exist, and `ALREADY_EXISTS` for a second record.
 */
export async function registerClaimant(
  file: PersonFile<JobcentreTables>,
  input: RegisterClaimantInput,
): Promise<string> {
  if (file.exists) throw alreadyExists(`a Jobcentre record for ${file.key}`);
  const claimant: Stored<Claimant> = {
    nino: file.key,
    forename: filledInput('forename', input.forename),
    surname: filledInput('surname', input.surname),
    dateOfBirth: input.dateOfBirth,
    sex: input.sex,
    prisonerNumber: optionalIdentifierInput('prisonerNumber', input.prisonerNumber),
    ...officeOf(input),
    officeSince: londonDate(new Date(file.recordedAt)),
  };
  const { office, officeCode } = claimant;
  file.record({
    type: 'jobcentre.claimant.registered',
    occurredAt: file.recordedAt,
    rows: { Claimant: claimant },
    data: { person: personOf(claimant), office, officeCode },
  });
  return claimant.nino;
}

/**
 * Records that another office deals with a person from a day on. Raises `NOT_FOUND` for somebody who is not registered, and
 * `BAD_USER_INPUT` for an office that does not exist or a day before that on which the person came to the office before.
 */
export async function moveClaimant(
  file: PersonFile<JobcentreTables>,
  input: MoveClaimantInput,
): Promise<string> {
  const claimant = await claimantOf(file);
  const officeCode = existingOffice('officeCode', input.officeCode);
  const from = notBefore(
    'from',
    input.from,
    claimant.officeSince,
    `the first day at the office before, ${claimant.office}`,
  );
  const office = nameOf(officeCode);
  file.record({
    type: 'jobcentre.claimant.moved',
    occurredAt: from,
    rows: { Claimant: { ...claimant, office, officeCode, officeSince: from } },
    data: { claimant: { nino: file.key, office, officeCode, from } },
  });
  return file.key;
}

/** The claimant that a file is about. Raises `NOT_FOUND` when the file was never opened. */
export async function claimantOf(file: PersonFile<JobcentreTables>): Promise<Stored<Claimant>> {
  const claimant = await file.get('Claimant', file.key);
  if (!claimant) throw notFound('claimant', file.key);
  return claimant;
}

/** The office as it is given, by code, by name, or by both. */
function officeOf(input: RegisterClaimantInput): { office: string; officeCode: string | null } {
  if (input.officeCode != null) {
    const officeCode = existingOffice('officeCode', input.officeCode);
    return {
      office: input.office == null ? nameOf(officeCode) : filledInput('office', input.office),
      officeCode,
    };
  }
  if (input.office == null) throw badInput('officeCode', '"officeCode" or "office" must be given.');
  const office = filledInput('office', input.office);
  return { office, officeCode: jobcentreOfficeNamed(office)?.code ?? null };
}

function nameOf(officeCode: string): string {
  return jobcentreOffice(officeCode)?.name ?? officeCode;
}

function personOf(claimant: Stored<Claimant>) {
  const { nino, prisonerNumber, forename, surname, dateOfBirth, sex } = claimant;
  return { forename, surname, dateOfBirth, sex, identifiers: { nino, prisonerNumber } };
}

/** A person's record at the Jobcentre. */
export const claimant = defineRecord(claimantFile, {
  table: 'Claimant',
  key: 'nino',
  pageOf: { officeCode: { latestFirst: 'officeSince', as: 'date' } },
  commands: { registerClaimant, moveClaimant },
});
