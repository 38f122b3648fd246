import { defineFact, type ReadRows } from './fact.ts';

const columns = {
  claim_id: 'text',
  /** First day for which benefit is cut. */
  from_day: 'date',
  /** Code of the status, for example `APPLIED`. */
  status: 'text',
} as const;

const sanctionRow: ReadRows<typeof columns> = (data) => {
  const id = data.text('sanction.id');
  if (id === null) return [];
  return [
    {
      id,
      claim_id: data.text('sanction.claimId'),
      from_day: data.day('sanction.from'),
      status: data.code('sanction.status'),
    },
  ];
};

/** Sanctions of claimants, each as it stands. */
export const sanction = defineFact({
  table: 'sanction',
  about: 'person',
  version: 1,
  columns,
  indexes: [],
  events: {
    jobcentre: {
      'jobcentre.sanction.proposed': sanctionRow,
      'jobcentre.sanction.decided': sanctionRow,
      'jobcentre.sanction.overturned': sanctionRow,
    },
  },
});
