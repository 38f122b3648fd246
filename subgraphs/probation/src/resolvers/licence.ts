import type {
  LicenceConditionKind,
  LicenceKind,
  LicenceResolvers,
  LicenceStatus,
  LicenceType,
} from '../generated/graphql.ts';
import { condition, conditionState } from '../records/additional-condition.ts';
import { standardConditions } from '../records/licence-policy.ts';

/** A licence with its conditions: the policy's standard ones, then those added for the person. */
export const Licence: LicenceResolvers = {
  kind: ({ kind }) => kind as LicenceKind,
  status: ({ status }) => status as LicenceStatus,
  type: ({ type }) => type as LicenceType,
  conditions: async ({ id, policyVersion, type }, _arguments, { load }) => {
    const additional = await load(condition.listOf.licenceId, id);
    return [
      ...standardConditions(policyVersion, type as LicenceType).map(({ code, category, text }) => ({
        code,
        kind: 'STANDARD' as const,
        category,
        text,
        curfew: [],
      })),
      ...additional.map((condition) => ({
        ...conditionState(policyVersion, condition),
        kind: condition.kind as LicenceConditionKind,
      })),
    ];
  },
};
