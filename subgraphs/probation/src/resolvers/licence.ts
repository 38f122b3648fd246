import type { LicenceKind, LicenceResolvers, LicenceStatus } from '../generated/graphql.ts';
import { condition, conditionState } from '../records/additional-condition.ts';
import { standardConditions } from '../records/licence-policy.ts';

/** A licence with its conditions: the policy's standard ones, then those added for the person. */
export const Licence: LicenceResolvers = {
  kind: ({ kind }) => kind as LicenceKind,
  status: ({ status }) => status as LicenceStatus,
  conditions: async ({ id }, _arguments, { load }) => {
    const additional = await load(condition.listOf.licenceId, id);
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
