import { prison } from '@throughgate/domain';
import type { AgencyContext } from '@throughgate/subgraph-kit';
import type { LegalStatus, PrisonerResolvers, PrisonerStatus, Sex } from '../generated/graphql.ts';
import { adviserInterview } from '../records/adviser-interview.ts';
import { booking } from '../records/booking.ts';
import { movement } from '../records/movement.ts';
import { sentence } from '../records/sentence.ts';
import { temporaryAbsence } from '../records/temporary-absence.ts';

/** A person's record at the prison service. */
export const Prisoner: PrisonerResolvers = {
  name: ({ forename, surname }) => ({ forename, surname }),
  sex: ({ sex }) => sex as Sex,
  status: ({ status }) => status as PrisonerStatus,
  prison: ({ prisonId }) => (prisonId === null ? null : (prison(prisonId) ?? null)),
  sentences: ({ prisonerNumber }, _arguments, { load }) =>
    load(sentence.listOf.prisonerNumber, prisonerNumber),
  movements: ({ prisonerNumber }, page, { load }) =>
    load(movement.pageOf.prisonerNumber, { parent: prisonerNumber, ...page }),
  adviserInterviews: ({ prisonerNumber }, _arguments, { load }) =>
    load(adviserInterview.listOf.prisonerNumber, prisonerNumber),
  legalStatus: async ({ prisonerNumber }, _arguments, { load }) =>
    ((await stayNow(load, prisonerNumber))?.legalStatus as LegalStatus | undefined) ?? null,
  recall: async ({ prisonerNumber }, _arguments, { load }) =>
    (await stayNow(load, prisonerNumber))?.recall ?? null,
  releaseDate: async ({ prisonerNumber }, _arguments, { load }) =>
    day((await stayNow(load, prisonerNumber))?.releaseOn),
  confirmedReleaseDate: async ({ prisonerNumber }, _arguments, { load }) =>
    day((await stayNow(load, prisonerNumber))?.confirmedRelease),
  booking: ({ prisonerNumber }, _arguments, { load }) => stayNow(load, prisonerNumber),
  resettlement: async ({ prisonerNumber }, _arguments, { load }) =>
    (await load(booking.listOf.prisonerNumber, prisonerNumber))[0] ?? null,
  bookings: ({ prisonerNumber }, _arguments, { load }) => load(booking.listOf.prisonerNumber, prisonerNumber),
  temporaryAbsences: ({ prisonerNumber }, page, { load }) =>
    load(temporaryAbsence.pageOf.prisonerNumber, { parent: prisonerNumber, ...page }),
};

async function stayNow(load: AgencyContext['load'], prisonerNumber: string) {
  const stays = await load(booking.listOf.prisonerNumber, prisonerNumber);
  return stays.find(({ endedAt }) => endedAt === null) ?? null;
}

function day(date: Date | null | undefined): string | null {
  return date?.toISOString().slice(0, 10) ?? null;
}
