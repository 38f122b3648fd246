import { defineFact, type ReadRows } from './fact.ts';

const columns = {
  started_at: 'timestamptz',
  started_on: 'date',
  ended_at: 'timestamptz',
  book_number: 'text',
  recall: 'boolean',
} as const;

const booking: ReadRows<typeof columns> = (data) => {
  const id = data.text('booking.id');
  if (id === null) return [];
  return [
    {
      id,
      started_at: data.moment('booking.startedAt'),
      started_on: data.day('booking.startedAt'),
      ended_at: data.moment('booking.endedAt'),
      book_number: data.text('booking.bookNumber'),
      recall: data.flag('booking.recall'),
    },
  ];
};

/** Stays in custody: the prison service's bookings. A recall is a stay of its own with the book number of the first. */
export const custodyStay = defineFact({
  table: 'custody_stay',
  about: 'person',
  version: 2,
  columns,
  indexes: [],
  events: {
    prisons: {
      'prisoner-offender-search.prisoner.received': booking,
      'prisoner-offender-search.prisoner.released': booking,
      'prisons.legal-status.changed': booking,
    },
  },
});
