import { prison } from '@throughgate/domain';
import type { PrisonerResolvers, PrisonerStatus, Sex } from '../generated/graphql.ts';
import { adviserInterview } from '../records/adviser-interview.ts';
import { movement } from '../records/movement.ts';
import { sentence } from '../records/sentence.ts';

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
};
