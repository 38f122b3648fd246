import { crsContract, isPlainDate } from '@throughgate/domain';
import { isFilled, pageRequest } from '@throughgate/subgraph-kit';
import { contractReferrals } from '../contract-referrals.ts';
import type { ContractResolvers } from '../generated/graphql.ts';
import { providerOf } from '../records/contract.ts';

/** A contract, which is reference data and needs no database; its referrals do. */
export const Contract: ContractResolvers = {
  __resolveReference: ({ reference }) => crsContract(reference) ?? null,
  provider: (contract) => providerOf(contract),
  referrals: async ({ reference }, { filter, ...page }, { load }) => {
    const asked = { contractReference: reference, filter: filter ?? {} };
    return {
      ...asked,
      ...(await load(contractReferrals, {
        ...asked,
        page: pageRequest(page, isPlainDate, isFilled),
      })),
    };
  },
};
