import { defineFact } from './fact.ts';

/** Where somebody was to live on release, as a prison knew it: one row each time it was set. */
export const releaseAddress = defineFact({
  table: 'release_address',
  about: 'person',
  version: 1,
  columns: { booking_id: 'text', kind: 'text', known_on: 'date', event_id: 'text' },
  indexes: [],
  events: {
    prisons: {
      'prisons.release-address.set': (data, event) => {
        if (data.object('address') === null) return [];
        return [
          {
            id: event.id,
            booking_id: data.text('address.bookingId'),
            kind: data.code('address.kind'),
            known_on: data.day('address.knownOn'),
            event_id: event.id,
          },
        ];
      },
    },
  },
});
