import { hubAgencyNames } from '@throughgate/contracts';
import { badInput } from '@throughgate/subgraph-kit';
import type { ClashFilter } from '../generated/graphql.ts';
import type { ClashQuestion } from './find-clashes.ts';

const millisecondsPerDay = 86_400_000;

/** Longest period, in days, of the clashes of a place: a quarter. */
const longestPeriod = 92;
/** Longest journey, in minutes. */
const longestJourney = 240;

/** What is asked about the clashes of a place, checked. */
export interface PlaceQuestion extends ClashQuestion {
  readonly officeCodes: readonly string[] | null;
  readonly unitCodes: readonly string[] | null;
  readonly audience: string | null;
}

/** Checks a filter of clashes. Raises `BAD_USER_INPUT` saying what is accepted. */
export function placeQuestion(filter: ClashFilter): PlaceQuestion {
  const { officeCodes = null, deliveryUnitCodes = null, kinds } = filter;
  if (!officeCodes?.length && !deliveryUnitCodes?.length) {
    throw badInput(
      'officeCodes',
      '"officeCodes" or "deliveryUnitCodes" must name at least one place: clashes are looked for where people are expected.',
    );
  }
  return {
    ...period(filter, longestPeriod),
    officeCodes: officeCodes?.length ? officeCodes : null,
    unitCodes: deliveryUnitCodes?.length ? deliveryUnitCodes : null,
    travel: journey(filter.travelMinutes),
    kinds: kinds ? new Set(kinds) : undefined,
    audience: audienceOf(filter.audience),
  };
}

/** Checks a period of at most `days`. Raises `BAD_USER_INPUT` saying what is accepted. */
export function period({ from, to }: { readonly from: string; readonly to: string }, days: number) {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  if (first >= last) throw badInput('to', `"to" must be after "from", ${from}; it is ${to}.`);
  if (last - first > days * millisecondsPerDay) {
    throw badInput('to', `"to" must be at most ${days} days after "from", ${from}; it is ${to}.`);
  }
  return { from: first, until: last };
}

/** Checks the minutes of a journey, and returns its milliseconds. Raises `BAD_USER_INPUT` saying what is accepted. */
export function journey(minutes: number | null | undefined): number {
  if (minutes == null) return 0;
  if (minutes >= 0 && minutes <= longestJourney) return minutes * 60_000;
  throw badInput('travelMinutes', `"travelMinutes" must be from 0 to ${longestJourney}, not ${minutes}.`);
}

/**
 * Checks for whom is asked. A name that is none must not open what the right one would not. Raises `BAD_USER_INPUT` saying
 * what is accepted.
 */
export function audienceOf(audience: string | null | undefined): string | null {
  if (audience == null) return null;
  if ((hubAgencyNames as readonly string[]).includes(audience)) return audience;
  throw badInput('audience', `"audience" must be one of ${hubAgencyNames.join(', ')}, not "${audience}".`);
}
