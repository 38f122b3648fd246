import { crsContract, crsContracts, serviceProvider } from '@throughgate/domain';
import { connectionOfList, identifierInput, pageRequest } from '@throughgate/subgraph-kit';
import type { QueryResolvers } from '../generated/graphql.ts';
import { keyWorkerId, keyWorkers } from '../records/key-worker.ts';
import { referral } from '../records/referral.ts';

/** Where questions to the providers start. */
export const Query: QueryResolvers = {
  referral: (_root, { referenceNumber }, { load }) =>
    load(referral.row, identifierInput('referenceNumber', referenceNumber)),
  contract: (_root, { reference }) => crsContract(reference) ?? null,
  contracts: (_root, page) =>
    connectionOfList(crsContracts(), pageRequest(page), ({ reference }) => reference),
  keyWorker: (_root, { providerCode, code }, { load }) => load(keyWorkers, keyWorkerId(providerCode, code)),
  provider: (_root, { code }) => serviceProvider(code) ?? null,
};
