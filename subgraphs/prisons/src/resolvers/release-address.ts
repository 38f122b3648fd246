import type { ReleaseAddressKind, ReleaseAddressResolvers } from '../generated/graphql.ts';

/** Where a person is to live after release. */
export const ReleaseAddress: ReleaseAddressResolvers = {
  kind: ({ kind }) => kind as ReleaseAddressKind,
};
