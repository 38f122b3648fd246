import { crsContract, crsContracts } from '@throughgate/domain';
import { connectionOfList, identifierInput, pageRequest } from '@throughgate/subgraph-kit';
import type { QueryResolvers } from '../generated/graphql.ts';
import { keyWorkerId, keyWorkers } from '../records/key-worker.ts';
import { allProgrammes, organisation, programmeByCode } from '../records/programme.ts';
import { referral } from '../records/referral.ts';
import { supportEpisode } from '../records/support-episode.ts';

/** Where questions to the providers start. */
export const Query: QueryResolvers = {
  referral: (_root, { referenceNumber }, { load }) =>
    load(referral.row, identifierInput('referenceNumber', referenceNumber)),
  contract: (_root, { reference }) => crsContract(reference) ?? null,
  contracts: (_root, page) =>
    connectionOfList(crsContracts(), pageRequest(page), ({ reference }) => reference),
  keyWorker: (_root, { providerCode, code }, { load }) => load(keyWorkers, keyWorkerId(providerCode, code)),
  programme: (_root, { code }, { load }) => load(programmeByCode, code),
  programmes: async (_root, page, { load }) =>
    connectionOfList(
      await load(allProgrammes, 'all'),
      pageRequest(page),
      ({ programmeCode }) => programmeCode,
    ),
  supportEpisode: (_root, { referenceNumber }, { load }) =>
    load(supportEpisode.row, identifierInput('referenceNumber', referenceNumber)),
  provider: (_root, { code }) => organisation(code) ?? null,
};
