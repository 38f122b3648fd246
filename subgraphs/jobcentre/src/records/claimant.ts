import {
  badInput,
  conflict,
  identifierInput,
  notFound,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { RegisterClaimantInput } from '../generated/graphql.ts';
import type { Claimant } from '../generated/prisma/client.ts';
import type { JobcentreTables } from './agency.ts';

/**
 * Opens a record for a person who comes to the Jobcentre for the first time.
 * Raises `BAD_USER_INPUT` for malformed identifiers and blank names, and `ALREADY_EXISTS` for a second record.
 */
export async function registerClaimant(
  file: PersonFile<JobcentreTables>,
  input: RegisterClaimantInput,
): Promise<string> {
  if (file.exists) {
    throw conflict('ALREADY_EXISTS', `There is a Jobcentre record for ${file.key} already.`);
  }
  const { prisonerNumber } = input;
  const claimant: Stored<Claimant> = {
    nino: identifierInput('nino', input.nino),
    forename: filled('forename', input.forename),
    surname: filled('surname', input.surname),
    dateOfBirth: input.dateOfBirth,
    sex: input.sex,
    prisonerNumber: prisonerNumber == null ? null : identifierInput('prisonerNumber', prisonerNumber),
    office: filled('office', input.office),
  };
  file.record({
    type: 'jobcentre.claimant.registered',
    occurredAt: file.recordedAt,
    subject: { type: 'Claimant', id: claimant.nino },
    rows: { Claimant: claimant },
    data: { person: personOf(claimant), office: claimant.office },
  });
  return claimant.nino;
}

/** The claimant that a file is about. Raises `NOT_FOUND` when the file was never opened. */
export async function claimantOf(file: PersonFile<JobcentreTables>): Promise<Stored<Claimant>> {
  const claimant = await file.get('Claimant', file.key);
  if (!claimant) throw notFound('claimant', file.key);
  return claimant;
}

function personOf(claimant: Stored<Claimant>) {
  const { nino, prisonerNumber, forename, surname, dateOfBirth, sex } = claimant;
  return { forename, surname, dateOfBirth, sex, identifiers: { nino, prisonerNumber } };
}

function filled(field: string, value: string): string {
  const text = value.trim();
  if (text === '') throw badInput(field, `"${field}" must not be blank.`);
  return text;
}
