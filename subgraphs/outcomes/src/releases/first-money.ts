import { daysBetween, type PlainDate } from '@throughgate/domain';
import { againInCustody } from './again-in-custody.ts';
import { claimMadeOn } from './claim-stands-on.ts';
import type { ObservedCase, ReleaseCase } from './release-case.ts';
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
 * Finds the first money after a release, with what records say by now. Benefit, grants and wages count, from the day of release on. An
 * advance is a loan and is told apart. A claim that was never closed in custody may pay on the first days: that is first money
 * too. What came after the next time in custody belongs to the next release.
 * @param until last day on which money is of this release: the first day of the next stay in custody, or null
 */
export function firstMoneyAfter(
  { release, person }: ReleaseCase<'money_paid' | 'claim'>,
  until: PlainDate | null,
): Pick<MoneyAfterRelease, 'first' | 'advance'> {
  const day = release.released_on;
  const paid = person.money_paid
    .filter(({ paid_on }) => paid_on >= day && (until === null || paid_on <= until))
    .sort((a, b) => (a.paid_on < b.paid_on ? -1 : a.paid_on > b.paid_on ? 1 : a.id < b.id ? -1 : 1));
  const told = (row: MoneyPaidRow | undefined): FirstMoney | null =>
    row === undefined
      ? null
      : {
          source: row.source,
          paidOn: row.paid_on,
          amountPence: row.amount_pence,
          daysFromRelease: daysBetween(day, row.paid_on),
          claimMadeBeforeRelease: person.claim.some((claim) => (claimMadeOn(claim) ?? day) < day),
        };
  return {
    first: told(paid.find(({ source }) => counted.has(source))),
    advance: told(paid.find(({ source }) => source === 'ADVANCE')),
  };
}

/** The first money after a release, or for how long none came up to the last day of observation. */
export function moneyAfterRelease(
  at: ObservedCase<'custody_stay' | 'money_paid' | 'claim'>,
): MoneyAfterRelease {
  const { on } = againInCustody(at);
  const until = on !== null && on < at.observedTo ? on : at.observedTo;
  const money = firstMoneyAfter(at, until);
  return {
    ...money,
    daysWithout: money.first === null ? daysBetween(at.release.released_on, until) : null,
  };
}

/** Whether nothing had come by a day after release, of those who could be watched until then. */
export function isUnpaidAfter(days: number, { first, daysWithout }: MoneyAfterRelease): boolean {
  return first === null ? (daysWithout ?? 0) >= days : first.daysFromRelease > days;
}
