import { crsContracts } from '@throughgate/domain';
import type { ProviderResolvers } from '../generated/graphql.ts';
import { organisation } from '../records/programme.ts';

/** A provider, which is reference data and needs no database. */
export const Provider: ProviderResolvers = {
  contracts: ({ code }) => crsContracts().filter(({ primeProviderCode }) => primeProviderCode === code),
  __resolveReference: ({ code }) => organisation(code) ?? null,
};
