import type { CaseloadEntryResolvers } from '../generated/graphql.ts';
import { adviser } from '../records/adviser.ts';

/** A person's time on the caseload of an adviser. */
export const CaseloadEntry: CaseloadEntryResolvers = {
  adviser: ({ adviserCode }, _arguments, { load }) => load(adviser.row, adviserCode),
};
