import type {
  CurfewWindow,
  RequirementResolvers,
  RequirementType,
  RequirementUnit,
} from '../generated/graphql.ts';

/** A requirement of a court order. */
export const Requirement: RequirementResolvers = {
  type: ({ type }) => type as RequirementType,
  unit: ({ unit }) => unit as RequirementUnit | null,
  // Only rules write the column, each window checked.
  windows: ({ windows }) => windows as CurfewWindow[],
};
