import { type Day, dayOf } from '../time/day.ts';

/** From this day on, people with sentences under twelve months are released on licence and supervised afterwards. */
const offenderRehabilitation = dayOf('2015-02-01');

/**
 * Whether a sentence of so many days, imposed on a day, ends without a licence: those under twelve months did, until the
 * Offender Rehabilitation Act 2014, sections 1 and 2, came into force on 1 February 2015. People were released
 * unconditionally at the half-way point (Criminal Justice Act 1991, section 33(1)(a)). The Act counts by the day of the
 * offence, this model by that of the sentence.
 */
export function releasedUnconditionally(imposedOn: Day, days: number): boolean {
  return imposedOn < offenderRehabilitation && days < 365;
}

/** A rule of law on when a determinate sentence leads to release on licence. */
interface ReleaseRule {
  /** Day from which people can be released under it. */
  readonly from: Day;
  /** Share of the sentence to be served. */
  readonly share: number;
  /** Longest sentence in days to which it applies from that day. */
  readonly longestDays: number;
}

/**
 * Release points of standard determinate sentences: one half by default; 40% from 10 September 2024, in a
 * second tranche from 22 October 2024 for five years and more; one third under the progression model from
 * October 2026, by tranches of sentence length.
 */
const rules: readonly ReleaseRule[] = [
  { from: Number.NEGATIVE_INFINITY, share: 0.5, longestDays: Number.POSITIVE_INFINITY },
  { from: dayOf('2024-09-10'), share: 0.4, longestDays: 1826 },
  { from: dayOf('2024-10-22'), share: 0.4, longestDays: Number.POSITIVE_INFINITY },
  { from: dayOf('2026-10-01'), share: 1 / 3, longestDays: 574 },
  { from: dayOf('2026-10-13'), share: 1 / 3, longestDays: 882 },
  { from: dayOf('2026-11-10'), share: 1 / 3, longestDays: 1162 },
  { from: dayOf('2026-12-08'), share: 1 / 3, longestDays: 1561 },
];

/** Conditional release dates of a sentence: the first as calculated at the start, then each change by new law. */
export interface ReleaseDateHistory {
  /** As calculated when the sentence was imposed. */
  readonly first: Day;
  /** Later changes: the day on which the law takes effect for this person, and the new date. */
  readonly changes: readonly { readonly inForce: Day; readonly conditionalRelease: Day }[];
}

/**
 * Calculates conditional release dates. `countsFrom` is the day from which the sentence counts (the
 * reception, where time on remand counts), `imposedOn` the day of the sentence, `days` its length;
 * `onlyHalf` says that the offence is excluded from the schemes for earlier release.
 */
export function conditionalReleaseDates(
  countsFrom: Day,
  imposedOn: Day,
  days: number,
  onlyHalf: boolean,
): ReleaseDateHistory {
  let current = countsFrom + Math.ceil(days / 2) - 1;
  let first = Math.max(current, imposedOn + 1);
  const changes: { inForce: Day; conditionalRelease: Day }[] = [];
  for (const rule of rules) {
    if (onlyHalf || days > rule.longestDays) continue;
    const date = Math.max(countsFrom + Math.ceil(days * rule.share) - 1, rule.from, imposedOn + 1);
    if (date >= Math.max(current, imposedOn + 1)) continue;
    current = date;
    if (rule.from <= imposedOn) first = date;
    else changes.push({ inForce: rule.from, conditionalRelease: date });
  }
  return { first, changes };
}
