import { prison } from '@throughgate/domain';
import type { PrisonResolvers } from '../generated/graphql.ts';

/** A prison of the register, which is reference data and needs no database. */
export const Prison: PrisonResolvers = {
  __resolveReference: ({ id }) => prison(id) ?? null,
  address: ({ town, county, postcode }) => ({ town, county, postcode }),
};
