import { movementMeaning } from '@throughgate/domain';
import { defineFact } from './fact.ts';

/**
 * Receptions: movements into prison with which a stay in custody begins. Returns from court, hospital or a temporary absence and
 * transfers are none; a recall is one.
 */
export const reception = defineFact({
  table: 'reception',
  about: 'person',
  version: 1,
  columns: {
    received_at: 'timestamptz',
    received_on: 'date',
    prison_id: 'text',
    /** The stay that it begins. */
    booking_id: 'text',
  },
  indexes: [
    ['received_on', 'id'],
    ['prison_id', 'received_on', 'id'],
  ],
  events: {
    prisons: {
      'prisoner-offender-search.prisoner.received': (data) => {
        const id = data.text('movement.id');
        const at = data.moment('movement.at');
        const reason = data.code('movement.reason');
        if (id === null || at === null || reason === null) return [];
        const startedAt = data.moment('booking.startedAt');
        const meaning = movementMeaning({
          reason,
          reasonCode: data.code('movement.reasonCode'),
          opensBooking: startedAt === null || Date.parse(startedAt) === Date.parse(at),
        });
        if (!meaning.startsCustody) return [];
        return [
          {
            id,
            received_at: at,
            received_on: data.day('movement.at'),
            prison_id: data.text('to.id'),
            booking_id: data.text('booking.id'),
          },
        ];
      },
    },
  },
});
