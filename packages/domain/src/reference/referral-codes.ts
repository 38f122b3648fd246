import { csvLoader, dayOrNull, once } from './reference-file.ts';

/** A reason for which a referral is withdrawn. */
export interface WithdrawalReason {
  /** For example `NOT`. */
  readonly code: string;
  /** For example `Not engaged`. */
  readonly description: string;
  /** Where the reason lies: `problem`, `user`, `sentence`, `early` or `other`. */
  readonly grouping: string;
}

/** All 13 reasons for withdrawing a referral. */
export const withdrawalReasons: () => readonly WithdrawalReason[] = csvLoader(
  'ram_withdrawal_reason.csv',
  (row) => ({ code: row('code'), description: row('description'), grouping: row('grouping') }),
);

/** A reason for which a referral was cancelled before reasons for withdrawing it existed. */
export interface CancellationReason {
  readonly code: string;
  readonly description: string;
}

/** All 10 reasons for cancelling a referral. */
export const cancellationReasons: () => readonly CancellationReason[] = csvLoader(
  'ram_cancellation_reason.csv',
  (row) => ({ code: row('code'), description: row('description') }),
);

/** What a level of complexity means in one service category. */
export interface ComplexityLevel {
  readonly id: string;
  readonly complexity: 'LOW' | 'MEDIUM' | 'HIGH';
  /** For example `Low complexity`. */
  readonly title: string;
  readonly description: string;
  /** Name of the service category, for example `Accommodation`. */
  readonly serviceCategory: string;
  /** Codes of the contract types under which the category is offered. */
  readonly contractTypes: readonly string[];
}

/** All 102 levels of complexity, three or so for each service category. */
export const complexityLevels: () => readonly ComplexityLevel[] = csvLoader(
  'ram_complexity_level.csv',
  (row) => ({
    id: row('id'),
    complexity: row('complexity') as ComplexityLevel['complexity'],
    title: row('title'),
    description: row('description'),
    ...serviceCategory(row('service_category_id')),
  }),
);

/** An outcome that a referral may aim at. */
export interface DesiredOutcome {
  readonly id: string;
  readonly description: string;
  /** Name of the service category, for example `Accommodation`. */
  readonly serviceCategory: string;
  /** Codes of the contract types under which the category is offered. */
  readonly contractTypes: readonly string[];
  /** Day from which it can no longer be chosen; null while it can. */
  readonly deprecatedAt: string | null;
}

/** All 330 desired outcomes. */
export const desiredOutcomes: () => readonly DesiredOutcome[] = csvLoader(
  'ram_desired_outcome.csv',
  (row) => ({
    id: row('id'),
    description: row('description'),
    ...serviceCategory(row('service_category_id')),
    deprecatedAt: dayOrNull(row('deprecated_at')),
  }),
);

const idAndName = (row: (column: string) => string) => ({ id: row('id'), name: row('name') });
const categories = csvLoader('ram_service_category.csv', idAndName);
const contractTypes = csvLoader('ram_contract_type.csv', (row) => ({ id: row('id'), code: row('code') }));
const links = csvLoader('ram_contract_type_service_category.csv', (row) => ({
  contractType: row('contract_type_id'),
  category: row('service_category_id'),
}));

const categoriesById = once(() => {
  const codes = new Map(contractTypes().map(({ id, code }) => [id, code]));
  return new Map(
    categories().map(({ id, name }) => {
      const offered = links().filter(({ category }) => category === id);
      return [id, { name, codes: offered.map(({ contractType }) => codes.get(contractType) ?? '') }] as const;
    }),
  );
});

function serviceCategory(id: string): { serviceCategory: string; contractTypes: readonly string[] } {
  const found = categoriesById().get(id);
  return { serviceCategory: found?.name ?? '', contractTypes: found?.codes ?? [] };
}
