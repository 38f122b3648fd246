import { type Connection, connectionOf, type PageRequest, type RunSql } from '@throughgate/subgraph-kit';
import DataLoader from 'dataloader';
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

/** Loads pages of contracts' referrals: one statement for all contracts that ask for the same page. */
export function contractReferralLoader(
  run: RunSql,
): DataLoader<ContractReferralPage, Connection<Referral>, string> {
  return groupedLoader(
    ({ filter, page }) => JSON.stringify([filter, page]),
    async (contracts, { filter, page }) => {
      const values: unknown[] = [contracts];
      const rows = await run<Referral>(
        `SELECT page.* FROM unnest($1::text[]) AS contract (reference) CROSS JOIN LATERAL (
           SELECT * FROM "Referral" WHERE "contractReference" = contract.reference
             ${filterSql(filter, values)} ${afterSql(page, values)}
           ORDER BY "referredOn", "referenceNumber" LIMIT ${place(page.first + 1, values)}
         ) AS page`,
        ...values,
      );
      const byContract = Map.groupBy(rows, ({ contractReference }) => contractReference);
      return (contract) => connectionOf(byContract.get(contract) ?? [], page, positionOf);
    },
  );
}

/** Counts contracts' referrals: one statement for all contracts that are asked with the same filter. */
export function contractReferralCountLoader(run: RunSql): DataLoader<ContractReferrals, number, string> {
  return groupedLoader(
    ({ filter }) => JSON.stringify(filter),
    async (contracts, { filter }) => {
      const values: unknown[] = [contracts];
      const rows = await run<{ contract: string; count: number }>(
        `SELECT "contractReference" AS contract, count(*)::int AS count FROM "Referral"
         WHERE "contractReference" = ANY ($1::text[]) ${filterSql(filter, values)} GROUP BY 1`,
        ...values,
      );
      const counts = new Map(rows.map(({ contract, count }) => [contract, count]));
      return (contract) => counts.get(contract) ?? 0;
    },
  );
}

/** A loader that reads keys of the same group, different only in their contract, together. */
function groupedLoader<Key extends ContractReferrals, Value>(
  groupOf: (key: Key) => string,
  read: (contracts: string[], ofGroup: Key) => Promise<(contract: string) => Value>,
): DataLoader<Key, Value, string> {
  return new DataLoader<Key, Value, string>(
    async (keys) => {
      const groups = [...Map.groupBy(keys, groupOf).values()];
      const values = new Map<Key, Value>();
      await Promise.all(
        groups.map(async (group) => {
          const contracts = group.map(({ contractReference }) => contractReference);
          const ofContract = await read(contracts, group[0] as Key);
          for (const key of group) values.set(key, ofContract(key.contractReference));
        }),
      );
      return keys.map((key) => values.get(key) as Value);
    },
    { cacheKeyFn: (key) => `${key.contractReference} ${groupOf(key)}` },
  );
}

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
