import { crsContract, crsContracts, serviceProvider } from '@throughgate/domain';
import { connectionOfList, identifierInput, pageRequest } from '@throughgate/subgraph-kit';
import type { QueryResolvers } from '../generated/graphql.ts';
import { referral } from '../records/referral.ts';

/** Where questions to the providers start. */
export const Query: QueryResolvers = {
  referral: (_root, { referenceNumber }, { load }) =>
    load(referral.row, identifierInput('referenceNumber', referenceNumber)),
  contract: (_root, { reference }) => crsContract(reference) ?? null,
  contracts: (_root, page) =>
    connectionOfList(crsContracts(), pageRequest(page), ({ reference }) => reference),
  provider: (_root, { code }) => serviceProvider(code) ?? null,
};
