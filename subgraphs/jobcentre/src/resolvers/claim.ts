import type { Benefit, ClaimClosureReason, ClaimResolvers } from '../generated/graphql.ts';

/** A payment as read from the row of its claim. */
export interface PaymentMade {
  /** Midnight UTC of the day. */
  readonly paidOn: Date;
  readonly amountPence: number;
}

/** A benefit claim; its first payment is in columns of the same row. */
export const Claim: ClaimResolvers = {
  benefit: ({ benefit }) => benefit as Benefit,
  closureReason: ({ closureReason }) => closureReason as ClaimClosureReason | null,
  firstPayment: ({ firstPaidOn, firstPaidPence }) =>
    firstPaidOn === null || firstPaidPence === null
      ? null
      : { paidOn: firstPaidOn, amountPence: firstPaidPence },
};
