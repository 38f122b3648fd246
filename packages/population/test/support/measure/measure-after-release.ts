import { type Day, financialYearOf } from '../../../src/time/day.ts';
import type { ObservedLife } from './read-life.ts';
import { countMean, countShare, type Share, type ShareCounter } from './share.ts';

/** Figures of work and benefit after release. Each release counts, as in the official employment measures. */
export interface AfterReleaseMeasures {
  /** In work six weeks (42 days) after release, by the financial year of the release (`2022` for 2022/23). */
  readonly workAtSixWeeks: Readonly<Record<string, Share>>;
  /** In work six months (182 days) after release, likewise. */
  readonly workAtSixMonths: Readonly<Record<string, Share>>;
  /** On out-of-work benefit one month (30 days) after release. */
  readonly benefitAtOneMonth: Share;
  /** On out-of-work benefit two years (730 days) after release. */
  readonly benefitAtTwoYears: Share;
  /** Freshstart interviews attended, of those whose result is recorded. */
  readonly freshstartAttended: Share;
  /** Mean days from release to the first payment of a claim opened within four weeks of it. */
  readonly daysToFirstPayment: number;
  /** Mean days from reception to the closing of a claim because of prison. */
  readonly daysToClose: number;
}

/**
 * Whether records show the person in work on a day: since the release the claim was closed for employment, or a
 * provider recorded a job, and since then no claim was opened; and the person is not back in custody. Jobs of
 * people who never claimed and had no provider leave no record, and the end of a job only when a claim follows.
 */
function inWork(life: ObservedLife, released: Day, day: Day): boolean {
  const { claims, referrals, stays } = life;
  if (stays.some(({ from, to }) => from <= day && day < to)) return false;
  const started = [
    ...claims.filter((claim) => claim.reason === 'EMPLOYMENT').map((claim) => claim.to),
    ...referrals.flatMap(({ outcomes }) => outcomes.filter((o) => o.type === 'EMPLOYMENT').map((o) => o.on)),
  ].filter((on) => released <= on && on <= day);
  if (started.length === 0) return false;
  const since = Math.max(...started);
  return !claims.some((claim) => claim.from <= day && day < claim.to && claim.to > since);
}

/** Counts figures after release; `last` is the last day of the records. */
export function measureAfterRelease(last: Day): {
  add(life: ObservedLife): void;
  result(): AfterReleaseMeasures;
} {
  const byYear = (): Map<number, ShareCounter> => new Map();
  const sixWeeks = byYear();
  const sixMonths = byYear();
  const oneMonth = countShare();
  const twoYears = countShare();
  const freshstart = countShare();
  const payment = countMean();
  const closing = countMean();
  const counterOf = (counters: Map<number, ShareCounter>, year: number): ShareCounter => {
    const counter = counters.get(year) ?? countShare();
    counters.set(year, counter);
    return counter;
  };
  const shares = (counters: Map<number, ShareCounter>): Record<string, Share> =>
    Object.fromEntries(
      [...counters].sort(([a], [b]) => a - b).map(([year, share]) => [year, share.result()]),
    );
  return {
    add(life) {
      for (const attended of life.freshstart) freshstart.add(attended);
      for (const stay of life.stays) {
        const closed = life.claims.find((c) => c.reason === 'PRISON' && stay.from <= c.to && c.to < stay.to);
        if (closed) closing.add(closed.to - stay.from);
        const released = stay.to;
        if (released === Number.POSITIVE_INFINITY) continue;
        const year = financialYearOf(released);
        if (released + 42 <= last) counterOf(sixWeeks, year).add(inWork(life, released, released + 42));
        if (released + 182 <= last) counterOf(sixMonths, year).add(inWork(life, released, released + 182));
        const claiming = (day: Day): boolean =>
          life.claims.some((claim) => claim.from <= day && day < claim.to) &&
          !life.stays.some(({ from, to }) => from <= day && day < to);
        if (released + 30 <= last) oneMonth.add(claiming(released + 30));
        if (released + 730 <= last) twoYears.add(claiming(released + 730));
        const paid = life.claims.find(({ from }) => released <= from && from <= released + 28)?.paidOn;
        if (paid !== undefined) payment.add(paid - released);
      }
    },
    result: () => ({
      workAtSixWeeks: shares(sixWeeks),
      workAtSixMonths: shares(sixMonths),
      benefitAtOneMonth: oneMonth.result(),
      benefitAtTwoYears: twoYears.result(),
      freshstartAttended: freshstart.result(),
      daysToFirstPayment: payment.result(),
      daysToClose: closing.result(),
    }),
  };
}
