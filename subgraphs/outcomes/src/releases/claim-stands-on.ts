import type { PlainDate } from '@throughgate/domain';
import type { ClaimRow } from './rows.ts';

/** Whether a claim to benefit was made by a day and had not ended by then, be it in advance, running, or kept for housing costs. */
export function claimStandsOn(claim: ClaimRow, day: PlainDate): boolean {
  const made = claimMadeOn(claim);
  if (made === null || made > day || claim.state === 'REJECTED') return false;
  const ended = claimEndedOn(claim);
  return ended === null || ended > day;
}

/** Day on which a claim was made; events of before tell of the day of entitlement alone. */
export function claimMadeOn({ claimed_on, opened_on }: ClaimRow): PlainDate | null {
  return claimed_on ?? opened_on;
}

/** Day from which a claim is none any more. */
export function claimEndedOn({ effective_to, closed_on }: ClaimRow): PlainDate | null {
  return effective_to ?? closed_on;
}
