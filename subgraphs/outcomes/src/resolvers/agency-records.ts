import type { Context } from '../context.ts';
import type { Resolvers } from '../generated/graphql.ts';

/** The agencies' main records lead back to the person, once the hub has received their events. */
export const agencyRecords: Pick<Resolvers, 'Prisoner' | 'ProbationCase' | 'Claimant' | 'Referral'> = {
  Prisoner: {
    offender: ({ prisonerNumber }, _arguments, context) => personOf(context, 'prisons', prisonerNumber),
  },
  ProbationCase: {
    offender: ({ crn }, _arguments, context) => personOf(context, 'probation', crn),
  },
  Claimant: {
    offender: ({ nino }, _arguments, context) => personOf(context, 'jobcentre', nino),
  },
  Referral: {
    offender: ({ referenceNumber }, _arguments, context) => personOf(context, 'providers', referenceNumber),
  },
};

async function personOf({ loaders }: Context, agency: string, key: string) {
  const id = await loaders.personOfFile.load({ agency, key });
  return id === null ? null : loaders.person.load(id);
}
