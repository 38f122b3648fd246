import type { ClaimInCustody, ClaimOfPrisoner, PlainDate } from '@throughgate/domain';

/** A claim that was running when its claimant was received, with what became of it. */
export interface CustodyClaim extends ClaimInCustody {
  readonly personId: string;
  readonly claimId: string;
  readonly receptionId: string;
  readonly receivedAt: Date;
  readonly receivedOn: PlainDate;
  /** Day on which the stay ended; null while it lasts. */
  readonly endedOn: PlainDate | null;
  readonly prisonId: string | null;
  readonly benefitCentreCode: string | null;
}

/** A reception with a claim of the person, as they are read. */
export interface ReceptionAndClaim extends Omit<CustodyClaim, keyof ClaimInCustody>, ClaimOfPrisoner {}
