import { type HubAgency, hubAgencies, hubAgencyNames } from '@throughgate/contracts';
import type { Context } from '../context.ts';
import type { Resolvers, SupportEpisodeResolvers } from '../generated/graphql.ts';

/** Types of the agencies' main records, all of which outcomes' SDL gives the field `offender`. */
type MainRecord = (typeof hubAgencies)[HubAgency]['mainRecord']['type'];

/** The agencies' main records lead back to the person, once the hub has received their events. */
export const agencyRecords = Object.fromEntries(
  hubAgencyNames.map((agency) => {
    const { type, key } = hubAgencies[agency].mainRecord;
    return [
      type,
      {
        offender: (record: Readonly<Record<string, string>>, _arguments: object, { loaders }: Context) =>
          personOf(loaders, agency, record[key] as string),
      },
    ];
  }),
) as Pick<Resolvers, MainRecord>;

/** An episode of support is a file of its own at the providers, and leads back to the person as a referral does. */
export const SupportEpisode: SupportEpisodeResolvers = {
  offender: ({ referenceNumber }, _arguments, { loaders }) => personOf(loaders, 'providers', referenceNumber),
};

async function personOf(loaders: Context['loaders'], agency: string, key: string) {
  const id = await loaders.personOfFile.load({ agency, key });
  return id === null ? null : loaders.person.load(id);
}
