import { required } from '@throughgate/subgraph-kit';
import type { LicenceKind, LicenceResolvers, LicenceStatus } from '../generated/graphql.ts';
import { conditionState } from '../records/additional-condition.ts';
import { standardConditions } from '../records/licence-policy.ts';

/** A licence with its conditions: the policy's standard ones, then those added for the person. */
export const Licence: LicenceResolvers = {
  __resolveReference: ({ id }, { loaders }) => loaders.licence.load(id),
  case: ({ crn }, _arguments, { loaders }) => required(loaders.probationCase, crn),
  kind: ({ kind }) => kind as LicenceKind,
  status: ({ status }) => status as LicenceStatus,
  conditions: async ({ id }, _arguments, { loaders }) => {
    const additional = await loaders.additionalConditionsOfLicence.load(id);
    return [
      ...standardConditions().map(({ code, category, text }) => ({
        code,
        kind: 'STANDARD' as const,
        category,
        text,
        curfew: [],
      })),
      ...additional.map((condition) => ({ ...conditionState(condition), kind: 'ADDITIONAL' as const })),
    ];
  },
};
