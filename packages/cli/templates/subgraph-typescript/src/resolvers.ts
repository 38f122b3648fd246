import type { AgencyContext } from '@throughgate/subgraph-kit';
import { __entity__ } from './__record__.ts';

/** The person as the gateway hands them over, with what our field requires. */
interface OffenderReference {
  readonly id: string;
  readonly joinIdentifiers: { readonly crns: readonly string[] };
}

/**
 * How fields are answered. Fields that are columns of the row need nothing here; mutations and references to records follow
 * from the record's declaration.
 */
export const resolvers = {
  Query: {
    __entity__: (_root: unknown, { id }: { readonly id: string }, { load }: AgencyContext) =>
      load(__entity__.row, id),
  },
  Offender: {
    async __field__({ joinIdentifiers }: OffenderReference, _arguments: object, { load }: AgencyContext) {
      const records = await Promise.all(joinIdentifiers.crns.map((crn) => load(__entity__.listOf.crn, crn)));
      return records.flat();
    },
  },
};
