import type { ProviderResolvers } from '../generated/graphql.ts';
import { organisation } from '../records/programme.ts';

/** A provider, which is reference data and needs no database. */
export const Provider: ProviderResolvers = {
  __resolveReference: ({ code }) => organisation(code) ?? null,
};
