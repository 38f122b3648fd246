import { benefitCentre } from '@throughgate/domain';
import type {
  Benefit,
  BenefitBasis,
  ClaimClosureReason,
  ClaimPlace,
  ClaimResolvers,
  ClaimState,
} from '../generated/graphql.ts';
import { advance } from '../records/advance.ts';
import { adviser } from '../records/adviser.ts';
import { benefitPayment } from '../records/benefit-payment.ts';
import { closureRequest } from '../records/closure-request.ts';
import { missedPayment } from '../records/missed-payment.ts';
import { overpayment } from '../records/overpayment.ts';

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
  takenBy: ({ takenBy }, _arguments, { load }) => (takenBy === null ? null : load(adviser.row, takenBy)),
  benefitCentre: ({ benefitCentreCode: code }) => (code === null ? null : (benefitCentre(code) ?? null)),
  closureReason: ({ closureReason }) => closureReason as ClaimClosureReason | null,
  advance: ({ id }, _arguments, { load }) => load(advance.rowOf.claimId, id),
  payments: ({ id }, page, { load }) => load(benefitPayment.pageOf.claimId, { parent: id, ...page }),
  missedPayments: ({ id }, _arguments, { load }) => load(missedPayment.listOf.claimId, id),
  overpayments: ({ id }, _arguments, { load }) => load(overpayment.listOf.claimId, id),
  closureRequests: ({ id }, _arguments, { load }) => load(closureRequest.listOf.claimId, id),
  firstPayment: ({ firstPaidOn, firstPaidPence }) =>
    firstPaidOn === null || firstPaidPence === null
      ? null
      : { paidOn: firstPaidOn, amountPence: firstPaidPence },
};
