import { benefitCentre } from '@throughgate/domain';
import type { BenefitCentreResolvers } from '../generated/graphql.ts';
import { claim } from '../records/claim.ts';
import { closureRequest } from '../records/closure-request.ts';
import { contactsAt } from './contact.ts';

/** A benefit centre, which is reference data and needs no database; its contacts do. */
export const BenefitCentre: BenefitCentreResolvers = {
  __resolveReference: ({ code }) => benefitCentre(code) ?? null,
  claims: ({ code }, { states, from, to, ...page }, { load }) =>
    load(claim.pageOf.benefitCentreCode, {
      parent: code,
      ...page,
      where: [
        { column: 'claimedOn', from, to },
        { column: 'state', in: states },
      ],
    }),
  closureRequests: ({ code }, { answered, from, to, ...page }, { load }) =>
    load(closureRequest.pageOf.benefitCentreCode, {
      parent: code,
      ...page,
      where: [
        { column: 'requestedOn', from, to },
        { column: 'answeredOn', empty: answered == null ? null : !answered },
      ],
    }),
  contacts: ({ code }, which, { load }) => contactsAt(load, code, which),
};
