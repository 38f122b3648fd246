import type { DataSharingFormResolvers, SharingForm } from '../generated/graphql.ts';

/** A form of consent, and the office that it was sent to. */
export const DataSharingForm: DataSharingFormResolvers = {
  form: ({ form }) => form as SharingForm,
  recipient: ({ recipientOfficeCode }) =>
    recipientOfficeCode === null ? null : { code: recipientOfficeCode },
};
