import { defineFact, type ReadRows } from './fact.ts';

const columns = {
  /** Code of the type, for example `FRESHSTART`. */
  type: 'text',
  due_at: 'timestamptz',
  due_on: 'date',
  /** Code of the status; that of an event without one follows from whether the person came. */
  status: 'text',
  not_held_reason: 'text',
  booked_on: 'date',
  booked_by: 'text',
  office_code: 'text',
  /** Id of the interview that was booked in its place. */
  replaced_by: 'text',
} as const;

const interviewRow: ReadRows<typeof columns> = (data) => {
  const id = data.text('interview.id');
  if (id === null) return [];
  const attended = data.flag('interview.attended');
  const told = attended === null ? 'BOOKED' : attended ? 'ATTENDED' : 'FAILED_TO_ATTEND';
  return [
    {
      id,
      type: data.code('interview.type'),
      due_at: data.moment('interview.bookedFor'),
      due_on: data.day('interview.bookedFor'),
      status: data.code('interview.status') ?? told,
      not_held_reason: data.code('interview.notHeldReason'),
      booked_on: data.day('interview.bookedOn'),
      booked_by: data.code('interview.bookedBy'),
      office_code: data.text('interview.officeCode'),
      replaced_by: data.text('interview.replacedBy'),
    },
  ];
};

/** Interviews at the Jobcentre, each as it is now: who booked it, what became of it, and which one took its place. */
export const interview = defineFact({
  table: 'interview',
  about: 'person',
  version: 1,
  columns,
  indexes: [],
  events: {
    jobcentre: {
      'jobcentre.interview.booked': interviewRow,
      'jobcentre.interview.recorded': interviewRow,
      'jobcentre.interview.rebooked': interviewRow,
      'jobcentre.interview.cancelled': interviewRow,
      'jobcentre.interview.outcome-recorded': interviewRow,
    },
  },
});
