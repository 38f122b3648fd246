import { benefitCentre } from '@throughgate/domain';
import type { BenefitCentreResolvers } from '../generated/graphql.ts';
import { contactsAt } from './contact.ts';

/** A benefit centre, which is reference data and needs no database; its contacts do. */
export const BenefitCentre: BenefitCentreResolvers = {
  __resolveReference: ({ code }) => benefitCentre(code) ?? null,
  contacts: ({ code }, which, { load }) => contactsAt(load, code, which),
};
