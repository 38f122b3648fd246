import {
  type Connection,
  connectionOf,
  createGroupedLoader,
  type PageRequest,
  type Reader,
} from '@throughgate/subgraph-kit';
import type { ReferralFilter } from './generated/graphql.ts';
import type { Referral } from './generated/prisma/client.ts';

/** Which referrals of a contract are asked for. */
export interface ContractReferrals {
  readonly contractReference: string;
  /** All when empty. */
  readonly filter: ReferralFilter;
}

/** Which page of them, the earliest first. */
export interface ContractReferralPage extends ContractReferrals {
  readonly page: PageRequest;
}

/** A page of a contract's referrals, which knows what it is a page of, so that they can be counted when asked. */
export type ReferralPage = Connection<Referral> & ContractReferrals;

const contractOf = ({ contractReference }: ContractReferrals) => contractReference;

/** Reads pages of contracts' referrals: one statement for all contracts that ask for the same page. */
export const contractReferrals: Reader<ContractReferralPage, Connection<Referral>> = {
  create: ({ runSql }) =>
    createGroupedLoader<ContractReferralPage, Connection<Referral>>({
      groupOf: ({ filter, page }) => JSON.stringify([filter, page]),
      idOf: contractOf,
      async read(keys) {
        const [{ filter, page }] = keys;
        const values: unknown[] = [keys.map(contractOf)];
        const rows = await runSql<Referral>(
          `SELECT page.* FROM unnest($1::text[]) AS contract (reference) CROSS JOIN LATERAL (
             SELECT * FROM "Referral" WHERE "contractReference" = contract.reference
               ${filterSql(filter, values)} ${afterSql(page, values)}
             ORDER BY "referredOn", "referenceNumber" LIMIT ${place(page.first + 1, values)}
           ) AS page`,
          ...values,
        );
        const byContract = Map.groupBy(rows, ({ contractReference }) => contractReference);
        return (key) => connectionOf(byContract.get(contractOf(key)) ?? [], page, positionOf);
      },
    }),
};

/** Counts contracts' referrals: one statement for all contracts that are asked with the same filter. */
export const contractReferralCounts: Reader<ContractReferrals, number> = {
  create: ({ runSql }) =>
    createGroupedLoader({
      groupOf: ({ filter }) => JSON.stringify(filter),
      idOf: contractOf,
      async read(keys) {
        const [{ filter }] = keys;
        const values: unknown[] = [keys.map(contractOf)];
        const rows = await runSql<{ contract: string; count: number }>(
          `SELECT "contractReference" AS contract, count(*)::int AS count FROM "Referral"
           WHERE "contractReference" = ANY ($1::text[]) ${filterSql(filter, values)} GROUP BY 1`,
          ...values,
        );
        const counts = new Map(rows.map(({ contract, count }) => [contract, count]));
        return (key) => counts.get(contractOf(key)) ?? 0;
      },
    }),
};

/** The filter as SQL to follow a condition; adds to `values` what it refers to. */
function filterSql(filter: ReferralFilter, values: unknown[]): string {
  const { referredFrom, referredTo, status, complexity } = filter;
  const conditions = [
    referredFrom != null && `"referredOn" >= ${place(referredFrom, values)}::date`,
    referredTo != null && `"referredOn" <= ${place(referredTo, values)}::date`,
    status != null && `"status" = ANY (${place(status, values)}::text[])`,
    complexity != null && `"complexity" = ANY (${place(complexity, values)}::text[])`,
  ];
  return conditions
    .filter((condition) => condition !== false)
    .map((condition) => `AND ${condition}`)
    .join(' ');
}

/** Where the page begins, in a form for which the index on (contract, day, number) is read from there. */
function afterSql({ after }: PageRequest, values: unknown[]): string {
  if (!after) return '';
  const [referredOn, referenceNumber] = after;
  return `AND ("referredOn", "referenceNumber") > (${place(referredOn, values)}::date, ${place(referenceNumber, values)}::text)`;
}

/** Adds a value to those of a statement and returns its placeholder. */
function place(value: unknown, values: unknown[]): string {
  return `$${values.push(value)}`;
}

function positionOf({ referredOn, referenceNumber }: Referral): [string, string] {
  return [referredOn.toISOString().slice(0, 10), referenceNumber];
}
