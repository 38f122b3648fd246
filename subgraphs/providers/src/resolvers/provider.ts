import { serviceProvider } from '@throughgate/domain';
import type { ProviderResolvers } from '../generated/graphql.ts';

/** A provider, which is reference data and needs no database. */
export const Provider: ProviderResolvers = {
  __resolveReference: ({ code }) => serviceProvider(code) ?? null,
};
