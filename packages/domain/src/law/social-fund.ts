import type { PlainDate } from '../calendar/plain-date.ts';

/** When a grant or loan beside benefit can be applied for, and what it is. */
interface Scheme {
  readonly name: string;
  /** First day on which it can be applied for; null where it is not known or long ago. */
  readonly from: PlainDate | null;
  /** Last day on which it can be applied for; null while it goes on. */
  readonly to: PlainDate | null;
  /** Whether it must be paid back. */
  readonly loan: boolean;
}

/**
 * The schemes by their codes. The discretionary Social Fund ended with the Welfare Reform Act 2012, section 70: Community Care
 * Grants and Crisis Loans could be applied for until 31 March 2013, and what was applied for by then was decided and paid
 * afterwards too (SI 2012/3090); councils' own help came in their place. Budgeting Advances came with Universal Credit.
 * The Act and the order were not verified at their source, but through advisers' accounts of them.
 */
const schemes: Readonly<Record<string, Scheme>> = {
  COMMUNITY_CARE_GRANT: { name: 'Community Care Grants', from: null, to: '2013-03-31', loan: false },
  CRISIS_LOAN: { name: 'Crisis Loans', from: null, to: '2013-03-31', loan: true },
  BUDGETING_ADVANCE: { name: 'Budgeting Advances', from: '2013-04-29', to: null, loan: true },
  LOCAL_WELFARE: { name: 'the local councils’ help', from: '2013-04-01', to: null, loan: false },
};

/** Why something of a kind cannot be applied for on a day, as a clause that a message can end with; `undefined` when it can. */
export function grantDateProblem(kind: string, appliedOn: PlainDate): string | undefined {
  const { name, from = null, to = null } = schemes[kind] ?? {};
  if (from !== null && appliedOn < from)
    return `must not be before ${from}, the first day of ${name}; it is ${appliedOn}`;
  if (to !== null && appliedOn > to)
    return `must not be after ${to}, the last day of ${name}; it is ${appliedOn}`;
  return undefined;
}

/** Whether something of a kind must be paid back. */
export function isLoan(kind: string): boolean {
  return schemes[kind]?.loan ?? false;
}

/**
 * Whether somebody who has a benefit can be given a Community Care Grant: with Income Support, income-based Jobseeker's Allowance
 * (Department for Work and Pensions, research report 784, section 2.7), or income-related Employment and Support Allowance
 * (Social Fund direction 25, not verified at its source).
 * @param basis null where it is not known, which rules nothing out
 */
export function qualifiesForCommunityCare(benefit: string, basis: string | null): boolean {
  return benefit === 'IS' || (['JSA', 'ESA'].includes(benefit) && basis !== 'CONTRIBUTIONS');
}
