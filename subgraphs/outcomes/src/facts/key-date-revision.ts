import { defineFact } from './fact.ts';

/** Calculations of a booking's key dates; `moved_days` says by how much the release date moved, null at the first. */
export const keyDateRevision = defineFact({
  table: 'key_date_revision',
  about: 'person',
  version: 1,
  columns: { booking_id: 'text', calculated_on: 'date', moved_days: 'integer' },
  indexes: [],
  events: {
    prisons: {
      'prisons.key-dates.calculated': (data) => {
        const id = data.text('revision.id');
        if (id === null) return [];
        return [
          {
            id,
            booking_id: data.text('booking.id'),
            calculated_on: data.day('revision.calculatedOn'),
            moved_days: data.integer('revision.movedDays'),
          },
        ];
      },
    },
  },
});
