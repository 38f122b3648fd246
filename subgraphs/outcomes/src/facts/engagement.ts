import { defineFact } from './fact.ts';
import type { FactData } from './fact-data.ts';

/** Records that take a person's time: their GraphQL types. */
export type EngagementKind =
  | 'AdviserInterview'
  | 'Appointment'
  | 'InitialAssessment'
  | 'Interview'
  | 'Session'
  | 'Signing';

/** Minutes that an engagement lasts whose end no event says, as those of before had none. Our assumption, by kind. */
const usualMinutes: Readonly<Record<EngagementKind, number>> = {
  AdviserInterview: 30,
  Appointment: 30,
  InitialAssessment: 60,
  Interview: 40,
  Session: 60,
  Signing: 10,
};

/** Outcomes and states of an engagement that will not be: nobody is asked to be there. */
const calledOff: ReadonlySet<string> = new Set([
  // Contact outcomes of the case management system: rescheduled by the service, appointment withdrawn.
  'RSSR',
  'APPW',
  'CANCELLED',
  'EXCUSED',
  'LOST_TO_CUSTODY',
  'MOVED',
  'REBOOKED',
]);

/**
 * Appointments, interviews, signings, sessions and assessments: who is expected where, from when until when. A meeting that two
 * agencies record has two rows; `same_as` of the one is then the id of the other.
 */
export const engagement = defineFact({
  table: 'engagement',
  about: 'person',
  version: 2,
  columns: {
    /** GraphQL type of the record; `id` is its key. */
    kind: 'text',
    /** Code of the agency's own kind: a contact type, a type of interview. */
    type: 'text',
    starts_at: 'timestamptz',
    ends_at: 'timestamptz',
    /** Jobcentre office where the person is expected. */
    office_code: 'text',
    /** Delivery unit at which the person is expected. */
    unit_code: 'text',
    called_off: 'boolean',
    /** Code of what became of it, where that is known. */
    outcome: 'text',
    /** Day on which it was booked, where the agency says it. */
    booked_on: 'date',
    /** Id of another agency's record of the same meeting. */
    same_as: 'text',
  },
  indexes: [
    ['office_code', 'starts_at'],
    ['file_id', 'starts_at'],
  ],
  events: {
    probation: {
      'probation.appointment.booked': appointment,
      'probation.appointment.outcome-recorded': appointment,
    },
    jobcentre: {
      'jobcentre.interview.booked': interview,
      'jobcentre.interview.recorded': interview,
      'jobcentre.interview.rebooked': interview,
      'jobcentre.interview.cancelled': interview,
      'jobcentre.interview.outcome-recorded': interview,
      'jobcentre.signing.scheduled': signings,
      'jobcentre.signing.moved': signing,
      'jobcentre.signing.recorded': signing,
      'jobcentre.signing.schedule-ended': cancelledSignings,
    },
    providers: {
      'intervention.initial-assessment-appointment.scheduled': assessment,
      'intervention.initial-assessment-appointment.session-feedback-submitted': assessment,
      'intervention.session-appointment.scheduled': session,
      'intervention.session-appointment.session-feedback-submitted': session,
    },
    prisons: {
      'prisons.adviser-interview.booked': adviserInterview,
      'prisons.adviser-interview.recorded': adviserInterview,
    },
  },
});

function appointment(data: FactData) {
  return rowOf('Appointment', data, 'appointment', {
    startsAt: 'startsAt',
    outcome: 'outcome',
    type: data.code('appointment.type'),
    unit_code: data.text('appointment.deliveryUnitCode'),
    same_as: data.text('appointment.assessmentId') ?? data.text('appointment.sessionId'),
  });
}

function interview(data: FactData) {
  return rowOf('Interview', data, 'interview', {
    startsAt: 'bookedFor',
    outcome: 'status',
    type: data.code('interview.type'),
    office_code: data.text('interview.officeCode'),
    booked_on: data.day('interview.bookedOn'),
  });
}

function signing(data: FactData) {
  return rowOf('Signing', data, 'signing', {
    startsAt: 'dueAt',
    outcome: 'status',
    office_code: data.text('signing.officeCode'),
  });
}

/** Every signing that an arrangement has by now. */
function signings(data: FactData) {
  const office_code = data.text('schedule.officeCode');
  return data.list('signings').flatMap((one) => {
    const id = one.text('id');
    const dueAt = one.moment('dueAt');
    if (id === null || dueAt === null) return [];
    const ends_at = one.moment('endsAt') ?? usualEnd('Signing', dueAt);
    return [{ ...nothing, id, kind: 'Signing', starts_at: dueAt, ends_at, office_code, called_off: false }];
  });
}

function cancelledSignings(data: FactData) {
  return data
    .texts('cancelled')
    .map((id) => ({ ...nothing, id, kind: 'Signing', called_off: true, outcome: 'CANCELLED' }));
}

/** A row that says nothing yet. */
const nothing = {
  type: null,
  starts_at: null,
  ends_at: null,
  office_code: null,
  unit_code: null,
  called_off: null,
  outcome: null,
  booked_on: null,
  same_as: null,
};

function assessment(data: FactData) {
  return rowOf('InitialAssessment', data, 'assessment', {
    startsAt: 'bookedFor',
    outcome: 'attended',
    // One that another took the place of before anybody came or stayed away.
    off: data.text('assessment.supersededBy') !== null && data.code('assessment.attended') === null,
  });
}

function session(data: FactData) {
  return rowOf('Session', data, 'session', { startsAt: 'bookedFor', outcome: 'attended' });
}

function adviserInterview(data: FactData) {
  return rowOf('AdviserInterview', data, 'interview', {
    startsAt: 'bookedFor',
    outcome: 'notHeldReason',
    type: data.code('interview.purpose'),
  });
}

/** What differs between kinds of engagements; the first two are paths below the record's. */
interface Particulars {
  readonly startsAt: string;
  readonly outcome: string;
  /** Whether it is called off for a reason of its kind. @default false */
  readonly off?: boolean;
  readonly type?: string | null;
  readonly office_code?: string | null;
  readonly unit_code?: string | null;
  readonly booked_on?: string | null;
  readonly same_as?: string | null;
}

function rowOf(kind: EngagementKind, data: FactData, record: string, particulars: Particulars) {
  const {
    type = null,
    office_code = null,
    unit_code = null,
    booked_on = null,
    same_as = null,
    off = false,
  } = particulars;
  const id = data.text(`${record}.id`);
  const startsAt = data.moment(`${record}.${particulars.startsAt}`);
  if (id === null || startsAt === null) return [];
  const outcome = data.code(`${record}.${particulars.outcome}`);
  return [
    {
      id,
      kind,
      type,
      starts_at: startsAt,
      ends_at: data.moment(`${record}.endsAt`) ?? usualEnd(kind, startsAt),
      office_code,
      unit_code,
      called_off: off || (outcome !== null && calledOff.has(outcome)),
      outcome,
      booked_on,
      same_as,
    },
  ];
}

function usualEnd(kind: EngagementKind, startsAt: string): string {
  return new Date(Date.parse(startsAt) + usualMinutes[kind] * 60_000).toISOString();
}
