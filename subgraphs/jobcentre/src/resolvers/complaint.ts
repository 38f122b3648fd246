import { jobcentreOffice } from '@throughgate/domain';
import type { ComplaintBy, ComplaintResolvers } from '../generated/graphql.ts';

/** A complaint about an office or a provider. */
export const Complaint: ComplaintResolvers = {
  madeBy: ({ madeBy }) => madeBy as ComplaintBy,
  provider: ({ providerCode }) => (providerCode === null ? null : { code: providerCode }),
  office: ({ officeCode }) => (officeCode === null ? null : (jobcentreOffice(officeCode) ?? null)),
};
