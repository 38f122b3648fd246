import { age, fromDayNumber, toDayNumber } from '@throughgate/domain';

/**
 * A day of England and Wales as a whole number of days since 1 January 1970. Journeys are computed on
 * numbers because a population of thousands makes millions of date comparisons.
 */
export type Day = number;

/** A moment as milliseconds since 1 January 1970, 00:00 UTC. */
export type Moment = number;

/** The day of an ISO 8601 date, `2026-10-31`. */
export const dayOf: (date: string) => Day = toDayNumber;

/** The ISO 8601 date of a day, `2026-10-31`. */
export const isoDate: (day: Day) => string = fromDayNumber;

/** The ISO 8601 moment in UTC, `2026-10-31T09:15:00.000Z`. */
export function isoMoment(moment: Moment): string {
  return new Date(moment).toISOString();
}

/** The calendar year of a day. */
export function yearOf(day: Day): number {
  return Number(isoDate(day).slice(0, 4));
}

/** Completed years of age on a day. */
export function ageOn(born: Day, day: Day): number {
  return age(isoDate(day), isoDate(born));
}

/** The year in which the financial year of a day began: 2022 for 1 April 2022 to 31 March 2023. */
export function financialYearOf(day: Day): number {
  const date = isoDate(day);
  return Number(date.slice(0, 4)) - (date.slice(5, 7) < '04' ? 1 : 0);
}
