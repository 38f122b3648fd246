import { defineFact, type ReadRows } from './fact.ts';

const columns = {
  /** Day for which it is booked. */
  booked_on: 'date',
  booked_for: 'timestamptz',
  purpose: 'text',
  minutes: 'integer',
  prison_id: 'text',
  booking_id: 'text',
  held: 'boolean',
  not_held_reason: 'text',
  event_id: 'text',
} as const;

const interview: ReadRows<typeof columns> = (data, event) => {
  const id = data.text('interview.id');
  if (id === null) return [];
  return [
    {
      id,
      booked_on: data.day('interview.bookedFor'),
      booked_for: data.moment('interview.bookedFor'),
      purpose: data.code('interview.purpose'),
      minutes: data.integer('interview.minutes'),
      prison_id: data.text('prison.id'),
      booking_id: data.text('interview.bookingId'),
      held: data.flag('interview.held'),
      not_held_reason: data.code('interview.notHeldReason'),
      event_id: event.id,
    },
  ];
};

/** Interviews in prison with the Jobcentre's adviser: whether they were held, and if not, why. */
export const adviserInterview = defineFact({
  table: 'adviser_interview',
  about: 'person',
  version: 2,
  columns,
  indexes: [],
  events: {
    prisons: {
      'prisons.adviser-interview.booked': interview,
      'prisons.adviser-interview.recorded': interview,
    },
  },
});
