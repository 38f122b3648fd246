import { defineFact } from './fact.ts';

/** Where a person stands on a pathway of resettlement: one row for each change, so that what stood on a day can be told. */
export const pathwayStatus = defineFact({
  table: 'pathway_status',
  about: 'person',
  version: 1,
  columns: {
    booking_id: 'text',
    pathway: 'text',
    status: 'text',
    changed_on: 'date',
    asked_on: 'date',
    answered_on: 'date',
    event_id: 'text',
  },
  indexes: [],
  events: {
    prisons: {
      'prisons.pathway.changed': (data, event) => {
        if (data.object('pathway') === null) return [];
        return [
          {
            id: event.id,
            booking_id: data.text('pathway.bookingId'),
            pathway: data.code('pathway.pathway'),
            status: data.code('pathway.status'),
            changed_on: data.day('pathway.changedOn'),
            asked_on: data.day('pathway.askedOn'),
            answered_on: data.day('pathway.answeredOn'),
            event_id: event.id,
          },
        ];
      },
    },
  },
});
