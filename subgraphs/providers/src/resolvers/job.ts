import type { JobResolvers, PayPeriod } from '../generated/graphql.ts';
import { shiftsOf } from '../records/job.ts';

/** The job of an outcome; its columns are of the outcome's row. */
export const Job: JobResolvers = {
  shifts: (outcome) => shiftsOf(outcome),
  payPer: ({ payPer }) => payPer as PayPeriod | null,
  firstWage: ({ firstWageOn, firstWagePence }) =>
    firstWageOn && { paidOn: firstWageOn.toISOString().slice(0, 10), amountPence: firstWagePence },
};
