import { daysBetween, type PlainDate } from '../calendar/plain-date.ts';

/** A benefit claim, as far as custody matters to it; null is what nobody said. */
export interface ClaimOfPrisoner {
  /** Code of the benefit. */
  readonly benefit: string | null;
  /** `RUNNING`, `CLOSED`, `ADVANCE`, `HOUSING_COSTS_ONLY`, `REJECTED`. */
  readonly state: string;
  /** First day for which benefit is due. */
  readonly entitledFrom: PlainDate | null;
  /** Day on which it was closed. */
  readonly closedOn: PlainDate | null;
  /** First day for which, by its closing, no benefit is due. */
  readonly effectiveTo: PlainDate | null;
  /** First day for which benefit was not paid. */
  readonly paidTo: PlainDate | null;
  readonly dailyRatePence: number | null;
  /** Day from which only housing costs were due. */
  readonly housingCostsFrom: PlainDate | null;
}

/** A stay in custody. */
export interface StayOfPrisoner {
  /** Day of the reception, from which on no benefit is due. */
  readonly receivedOn: PlainDate;
  /** Day on which it ended; null while it lasts. */
  readonly endedOn: PlainDate | null;
}

/** How long a claim ran on in custody, and what was paid that was not due. */
export interface ClaimInCustody {
  /** Days from the reception until the claim was closed, the stay ended, or the day asked about. */
  readonly daysOpen: number;
  /** Days of custody for which benefit was paid. */
  readonly overpaidDays: number;
  /** What was paid for them; null where the claim's daily rate is not known. */
  readonly overpaidPence: number | null;
  /** First day of custody for which, by the closing, nothing was paid: from then on money was saved. Null while the claim is not closed. */
  readonly unpaidFrom: PlainDate | null;
}

/** States in which a claim pays nothing for the person's living. */
const withoutAllowance: ReadonlySet<string> = new Set(['ADVANCE', 'HOUSING_COSTS_ONLY', 'REJECTED']);

/**
 * What became of a claim that was running when the person was received, as known on a day; null where none was, where only the
 * housing costs went on, and for Housing Benefit, which has periods of absence of its own.
 *
 * Benefit stops with the day of reception, whenever somebody tells the benefit centre: so a claim that is closed with effect from
 * the reception is overpaid by what was paid until then, and a claim that nobody closes by every day of the stay. Not beyond its
 * end: from the release on benefit may be due again.
 *
 * Sources: GOV.UK, "Benefits and prison"; DWP research report 784, on closing claims at induction. Housing Benefit: the Housing
 * Benefit Regulations 2006, regulation 7 (temporary absence), not verified at its source.
 */
export function claimInCustody(
  claim: ClaimOfPrisoner,
  { receivedOn, endedOn }: StayOfPrisoner,
  asOf: PlainDate,
): ClaimInCustody | null {
  const { entitledFrom, housingCostsFrom, dailyRatePence } = claim;
  if (claim.benefit === 'HB' || withoutAllowance.has(claim.state)) return null;
  if (asOf < receivedOn || entitledFrom === null || entitledFrom > receivedOn) return null;
  // A closing after the day asked about was not known on it.
  const isClosed = claim.closedOn !== null && claim.closedOn <= asOf;
  if (isClosed && earliest(claim.closedOn, claim.effectiveTo) < receivedOn) return null;
  const end = earliest(asOf, endedOn);
  // Housing costs that were kept in this stay, though the claim runs in full again by now.
  if (housingCostsFrom !== null && housingCostsFrom >= receivedOn && housingCostsFrom <= end) return null;
  const paidTo = isClosed ? (claim.paidTo ?? claim.effectiveTo ?? claim.closedOn) : null;
  const overpaidDays = Math.max(0, daysBetween(receivedOn, earliest(end, paidTo)));
  return {
    daysOpen: daysBetween(receivedOn, earliest(end, isClosed ? claim.closedOn : null)),
    overpaidDays,
    overpaidPence: dailyRatePence === null ? null : overpaidDays * dailyRatePence,
    unpaidFrom: paidTo !== null && paidTo < receivedOn ? receivedOn : paidTo,
  };
}

function earliest(day: PlainDate | null, other: PlainDate | null): PlainDate {
  if (day === null) return other ?? '9999-12-31';
  return other !== null && other < day ? other : day;
}
