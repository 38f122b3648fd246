import { movementMeaning } from '@throughgate/domain';
import { defineFact, type ReadRows } from './fact.ts';

const columns = {
  released_at: 'timestamptz',
  released_on: 'date',
  prison_id: 'text',
  booking_id: 'text',
  started_at: 'timestamptz',
  started_on: 'date',
  book_number: 'text',
  legal_status: 'text',
  recall: 'boolean',
} as const;

const released: ReadRows<typeof columns> = (data) => {
  const id = data.text('movement.id');
  const reason = data.code('movement.reason');
  if (id === null || reason === null) return [];
  if (!movementMeaning({ reason, reasonCode: data.code('movement.reasonCode') }).isRelease) return [];
  return [
    {
      id,
      released_at: data.moment('movement.at'),
      released_on: data.day('movement.at'),
      prison_id: data.text('from.id'),
      booking_id: data.text('booking.id'),
      started_at: data.moment('booking.startedAt'),
      started_on: data.day('booking.startedAt'),
      book_number: data.text('booking.bookNumber'),
      legal_status: data.code('booking.legalStatus'),
      recall: data.flag('booking.recall'),
    },
  ];
};

/**
 * Releases: movements out of prison after which somebody is free. Deaths, deportations, transfers, hospital, court and temporary
 * absences are none. The booking is as it was on the day of the release.
 */
export const release = defineFact({
  table: 'release',
  about: 'person',
  version: 1,
  columns,
  indexes: [['id'], ['released_at', 'id'], ['prison_id', 'released_at', 'id']],
  events: { prisons: { 'prisoner-offender-search.prisoner.released': released } },
});
