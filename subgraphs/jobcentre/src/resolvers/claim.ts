import { benefitCentre } from '@throughgate/domain';
import type {
  Benefit,
  BenefitBasis,
  ClaimClosureReason,
  ClaimPlace,
  ClaimResolvers,
  ClaimState,
} from '../generated/graphql.ts';
import { closureRequest } from '../records/closure-request.ts';

/** A payment as read from the row of its claim. */
export interface PaymentMade {
  /** Midnight UTC of the day. */
  readonly paidOn: Date;
  readonly amountPence: number;
}

/** A benefit claim; its first payment is in columns of the same row. */
export const Claim: ClaimResolvers = {
  benefit: ({ benefit }) => benefit as Benefit,
  basis: ({ basis }) => basis as BenefitBasis | null,
  state: ({ state }) => state as ClaimState,
  madeAt: ({ madeAt }) => madeAt as ClaimPlace | null,
  benefitCentre: ({ benefitCentreCode: code }) => (code === null ? null : (benefitCentre(code) ?? null)),
  closureReason: ({ closureReason }) => closureReason as ClaimClosureReason | null,
  closureRequests: ({ id }, _arguments, { load }) => load(closureRequest.listOf.claimId, id),
  firstPayment: ({ firstPaidOn, firstPaidPence }) =>
    firstPaidOn === null || firstPaidPence === null
      ? null
      : { paidOn: firstPaidOn, amountPence: firstPaidPence },
};
