import { defineFact } from './fact.ts';
import type { FactData } from './fact-data.ts';

/** What people achieved with a provider's support: each outcome as it is now. */
export const referralOutcome = defineFact({
  table: 'referral_outcome',
  about: 'person',
  version: 1,
  columns: {
    /** Code of its kind: `EMPLOYMENT` is a job. */
    type: 'text',
    achieved_on: 'date',
    /** Last day of the job. */
    job_ended_on: 'date',
  },
  indexes: [],
  events: {
    providers: {
      'providers.outcome.achieved': outcomeRow,
      'providers.outcome.sustained': outcomeRow,
      'providers.job.ended': outcomeRow,
      'providers.first-wage.paid': outcomeRow,
    },
  },
});

function outcomeRow(data: FactData) {
  const id = data.text('outcome.id');
  if (id === null) return [];
  return [
    {
      id,
      type: data.code('outcome.type'),
      achieved_on: data.day('outcome.achievedOn'),
      job_ended_on: data.day('outcome.job.endedOn'),
    },
  ];
}
