import { jobcentreDistrict, jobcentreOfficesOf } from '@throughgate/domain';
import type { JobcentreDistrictResolvers } from '../generated/graphql.ts';

/** A district of Jobcentres, which is reference data. */
export const JobcentreDistrict: JobcentreDistrictResolvers = {
  __resolveReference: ({ code }) => jobcentreDistrict(code) ?? null,
  offices: ({ code }) => [...jobcentreOfficesOf(code)],
};
