import { defineFact, type ReadRows } from './fact.ts';

const columns = {
  imposed_on: 'date',
  days: 'integer',
  expires_on: 'date',
  booking_id: 'text',
  consecutive_to: 'text',
} as const;

const sentenced: ReadRows<typeof columns> = (data) => {
  const id = data.text('sentence.id');
  if (id === null) return [];
  return [
    {
      id,
      imposed_on: data.day('sentence.imposedOn'),
      days: data.integer('sentence.days'),
      expires_on: data.day('sentence.sentenceExpiry'),
      booking_id: data.text('sentence.bookingId'),
      consecutive_to: data.text('sentence.consecutiveTo'),
    },
  ];
};

/** Custodial sentences, with the end as last calculated. */
export const sentence = defineFact({
  table: 'sentence',
  about: 'person',
  version: 1,
  columns,
  indexes: [],
  events: {
    prisons: {
      'prison-offender-events.prisoner.imprisonment-status-changed': sentenced,
      'prison-offender-events.prisoner.sentence-dates-changed': sentenced,
    },
  },
});
