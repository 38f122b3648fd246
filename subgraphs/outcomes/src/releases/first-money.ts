import { daysBetween, type PlainDate } from '@throughgate/domain';
import { inForceOn } from './in-force.ts';
import type { ReleaseCase } from './release-case.ts';
import type { MoneyPaidRow } from './rows.ts';

/** The first money that reached somebody after a release. */
export interface FirstMoney {
  readonly source: MoneyPaidRow['source'];
  readonly paidOn: PlainDate;
  readonly amountPence: number | null;
  /** Days after the London day of the release, which is day 0. */
  readonly daysFromRelease: number;
  /** Whether a claim to benefit had been made before the day of the release. */
  readonly claimMadeBeforeRelease: boolean;
}

/** The prisoner finance gap (2:710): the first money, what was lent meanwhile, and for how long nothing came. */
export interface MoneyAfterRelease {
  readonly first: FirstMoney | null;
  /** The first advance of benefit: a loan, which does not end the wait. */
  readonly advance: FirstMoney | null;
  /**
   * Days without money, where none came: up to the day on which the person was in custody again, or else to the last day of observation.
   * That is where the release is censored; null where money came.
   */
  readonly daysWithout: number | null;
}

const counted: ReadonlySet<string> = new Set(['BENEFIT', 'GRANT', 'WAGE']);

/**
 * Finds the first money after a release. Benefit, grants and wages count, from the day of release on. An advance is a loan and is
 * told apart. A claim that was never closed in custody may pay on the first days: that is first money too. What came after the
 * next time in custody belongs to the next release.
 */
export function moneyAfterRelease({
  release,
  person,
  observedTo,
}: ReleaseCase<'custody_stay' | 'money_paid' | 'claim'>): MoneyAfterRelease {
  const day = release.released_on;
  const inCustodyAgain = person.custody_stay
    .flatMap(({ id, started_on, started_at }) => {
      const isLater = started_at !== null && new Date(started_at) > release.released_at;
      return isLater && started_on !== null && id !== release.booking_id ? [started_on] : [];
    })
    .sort()[0];
  const until = inCustodyAgain !== undefined && inCustodyAgain < observedTo ? inCustodyAgain : observedTo;
  const paid = person.money_paid
    .filter(({ paid_on }) => inForceOn(paid_on, day, until))
    .sort((a, b) => (a.paid_on < b.paid_on ? -1 : a.paid_on > b.paid_on ? 1 : a.id < b.id ? -1 : 1));
  const told = (row: MoneyPaidRow | undefined): FirstMoney | null =>
    row === undefined
      ? null
      : {
          source: row.source,
          paidOn: row.paid_on,
          amountPence: row.amount_pence,
          daysFromRelease: daysBetween(day, row.paid_on),
          claimMadeBeforeRelease: person.claim.some(
            ({ claimed_on, opened_on }) => (claimed_on ?? opened_on ?? day) < day,
          ),
        };
  const first = told(paid.find(({ source }) => counted.has(source)));
  return {
    first,
    advance: told(paid.find(({ source }) => source === 'ADVANCE')),
    daysWithout: first === null ? daysBetween(day, until) : null,
  };
}

/** Whether nothing had come by a day after release, of those who could be watched until then. */
export function isUnpaidAfter(days: number, { first, daysWithout }: MoneyAfterRelease): boolean {
  return first === null ? (daysWithout ?? 0) >= days : first.daysFromRelease > days;
}
