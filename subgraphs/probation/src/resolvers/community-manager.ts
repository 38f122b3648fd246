import type { CommunityManagerResolvers } from '../generated/graphql.ts';
import { casesOfManager } from '../records/caseload.ts';
import { managerOfCode } from '../records/community-manager.ts';
import { deliveryUnitOf } from '../records/delivery-unit.ts';
import { caseloadPage } from './caseload.ts';

/** The practitioner to whom a case is allocated. */
export const CommunityManager: CommunityManagerResolvers = {
  __resolveReference: ({ code }, { load }) => load(managerOfCode, code),
  deliveryUnit: ({ deliveryUnitCode }) => deliveryUnitOf(deliveryUnitCode),
  cases: ({ code }, page, { load }) => caseloadPage(load, casesOfManager, code, page),
};
