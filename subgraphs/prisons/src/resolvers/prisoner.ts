import { prison } from '@throughgate/domain';
import type { PrisonerResolvers, PrisonerStatus, Sex } from '../generated/graphql.ts';

/** A person's record at the prison service. */
export const Prisoner: PrisonerResolvers = {
  __resolveReference: ({ prisonerNumber }, { loaders }) => loaders.prisoner.load(prisonerNumber),
  name: ({ forename, surname }) => ({ forename, surname }),
  sex: ({ sex }) => sex as Sex,
  status: ({ status }) => status as PrisonerStatus,
  prison: ({ prisonId }) => (prisonId === null ? null : (prison(prisonId) ?? null)),
  sentences: ({ prisonerNumber }, _arguments, { loaders }) =>
    loaders.sentencesOfPrisoner.load(prisonerNumber),
  movements: ({ prisonerNumber }, page, { loaders }) =>
    loaders.movementsOfPrisoner.load({ parent: prisonerNumber, ...page }),
  adviserInterviews: ({ prisonerNumber }, _arguments, { loaders }) =>
    loaders.adviserInterviewsOfPrisoner.load(prisonerNumber),
};
