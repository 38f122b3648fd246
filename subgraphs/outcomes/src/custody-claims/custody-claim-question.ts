import { daysBetween, londonDate, type PlainDate } from '@throughgate/domain';
import { badInput } from '@throughgate/subgraph-kit';
import type { CustodyClaimFilter } from '../generated/graphql.ts';

/** Longest period of receptions, in days. */
const longestPeriod = 366;

/** What is asked about claims in custody, checked. */
export interface CustodyClaimQuestion {
  readonly receivedFrom: PlainDate;
  readonly receivedTo: PlainDate;
  readonly prisonIds: readonly string[] | null;
  readonly benefitCentreCodes: readonly string[] | null;
  readonly openForDays: number;
  readonly asOf: PlainDate;
}

/** Checks a filter of claims in custody. Raises `BAD_USER_INPUT` saying what is accepted. */
export function custodyClaimQuestion(filter: CustodyClaimFilter): CustodyClaimQuestion {
  const { receivedFrom, receivedTo, openForDays, prisonIds, benefitCentreCodes, asOf } = filter;
  const days = daysBetween(receivedFrom, receivedTo);
  if (days < 0 || days > longestPeriod) {
    throw badInput(
      'receivedTo',
      `"receivedTo" must be from "receivedFrom", ${receivedFrom}, to ${longestPeriod} days after it; it is ${receivedTo}.`,
    );
  }
  if (openForDays < 0) throw badInput('openForDays', `"openForDays" must be 0 or more, not ${openForDays}.`);
  return {
    receivedFrom,
    receivedTo,
    prisonIds: prisonIds ?? null,
    benefitCentreCodes: benefitCentreCodes ?? null,
    openForDays,
    asOf: asOf ?? londonDate(new Date()),
  };
}
