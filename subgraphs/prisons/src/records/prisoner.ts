import {
  alreadyExists,
  defineRecord,
  filledInput,
  notFound,
  optionalIdentifierInput,
  type PersonFile,
  type Stored,
} from '@throughgate/subgraph-kit';
import type { RegisterPrisonerInput } from '../generated/graphql.ts';
import type { Prisoner } from '../generated/prisma/client.ts';
import { conflict } from './error-codes.ts';
import { type PrisonTables, prisonerFile } from './prisoner-file.ts';

/** Opens a prison record. Raises `BAD_USER_INPUT` for malformed identifiers and `ALREADY_EXISTS` for a second record. */
export async function registerPrisoner(
  file: PersonFile<PrisonTables>,
  input: RegisterPrisonerInput,
): Promise<string> {
  if (file.exists) throw alreadyExists(`a prison record for ${file.key}`);
  const prisoner: Stored<Prisoner> = {
    prisonerNumber: file.key,
    forename: filledInput('forename', input.forename),
    surname: filledInput('surname', input.surname),
    dateOfBirth: input.dateOfBirth,
    sex: input.sex,
    pncNumber: optionalIdentifierInput('pnc', input.pncNumber, 'pncNumber'),
    croNumber: optionalIdentifierInput('cro', input.croNumber, 'croNumber'),
    status: 'INACTIVE_OUT',
    prisonId: null,
    inPrisonSince: null,
  };
  file.record({
    type: 'prisoner-offender-search.prisoner.created',
    occurredAt: file.recordedAt,
    rows: { Prisoner: prisoner },
    data: { person: personOf(prisoner) },
  });
  return prisoner.prisonerNumber;
}

/** The prisoner that a file is about. Raises `NOT_FOUND` when the file was never opened. */
export async function prisonerOf(file: PersonFile<PrisonTables>): Promise<Stored<Prisoner>> {
  const prisoner = await file.get('Prisoner', file.key);
  if (!prisoner) throw notFound('prisoner', file.key);
  return prisoner;
}

/**
 * The prison that holds the person a file is about, also while they are out of it for some hours or days. Raises `NOT_FOUND`
 * when the file was never opened, and `NOT_IN_PRISON` when no prison holds the person: not in custody, between two prisons, or
 * in a psychiatric hospital.
 */
export async function prisonHolding(file: PersonFile<PrisonTables>): Promise<string> {
  const { prisonId, status } = await prisonerOf(file);
  if (prisonId !== null && status !== 'INACTIVE_TRN') return prisonId;
  const why = status === 'INACTIVE_TRN' ? 'is between two prisons' : 'is not held by a prison';
  throw conflict('NOT_IN_PRISON', `${file.key} ${why}.`);
}

function personOf(prisoner: Stored<Prisoner>) {
  const { prisonerNumber, forename, surname, dateOfBirth, sex, pncNumber, croNumber } = prisoner;
  return {
    forename,
    surname,
    dateOfBirth,
    sex,
    identifiers: { prisonerNumber, pnc: pncNumber, cro: croNumber },
  };
}

/** A person's record at the prison service. */
export const prisoner = defineRecord(prisonerFile, {
  table: 'Prisoner',
  key: 'prisonerNumber',
  pageOf: { prisonId: { latestFirst: 'inPrisonSince' } },
  commands: { registerPrisoner },
});
