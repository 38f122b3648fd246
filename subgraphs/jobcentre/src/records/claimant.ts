import {
  alreadyExists,
  defineRecord,
  filledInput,
  notFound,
  optionalIdentifierInput,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { RegisterClaimantInput } from '../generated/graphql.ts';
import type { Claimant } from '../generated/prisma/client.ts';
import { claimantFile, type JobcentreTables } from './claimant-file.ts';

/**
 * Opens a record for a person who comes to the Jobcentre for the first time.
 * Raises `BAD_USER_INPUT` for a malformed identifier or an empty name or office, and `ALREADY_EXISTS` for a second record.
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
    office: filledInput('office', input.office),
  };
  file.record({
    type: 'jobcentre.claimant.registered',
    occurredAt: file.recordedAt,
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

/** A person's record at the Jobcentre. */
export const claimant = defineRecord(claimantFile, {
  table: 'Claimant',
  key: 'nino',
  commands: { registerClaimant },
});
