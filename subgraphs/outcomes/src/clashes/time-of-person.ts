import {
  type Interval,
  intersectionOf,
  type PlainDate,
  unionOf,
  type WeeklyWindow,
  windowIntervals,
  windowOccurrences,
  without,
} from '@throughgate/domain';
import type { EngagementKind } from '../facts/engagement.ts';

/** A meeting, as one agency records it. */
export interface Meeting extends Interval {
  readonly id: string;
  readonly kind: EngagementKind;
  /** Code of the agency's own kind. */
  readonly type: string | null;
  readonly officeCode: string | null;
  readonly calledOff: boolean;
  /** Id of another agency's record of the same meeting. */
  readonly sameAs: string | null;
}

/** A restriction that binds in some hours. */
export interface Curfew {
  readonly id: string;
  readonly fromDay: PlainDate | null;
  readonly toDay: PlainDate | null;
  /** When it ended before its last day. */
  readonly endedAt: number | null;
  readonly windows: readonly WeeklyWindow[];
  readonly permissions: readonly Interval[];
}

/** A job with shifts. */
export interface Work {
  readonly id: string;
  readonly fromDay: PlainDate | null;
  readonly toDay: PlainDate | null;
  readonly shifts: readonly WeeklyWindow[];
}

/** What takes a person's time, of all agencies' files. */
export interface TimeOfPerson {
  readonly meetings: readonly Meeting[];
  readonly curfews: readonly Curfew[];
  readonly jobs: readonly Work[];
  /** Stays in custody. */
  readonly stays: readonly Interval[];
}

/** Contact types of probation for a meeting with a provider, which the provider records too. */
const providersMeetings: ReadonlySet<string | null> = new Set(['CRSAPT', 'CRSSAA']);

/**
 * The meetings that will be, or were, each once. Probation's appointment with a provider and the provider's session or assessment
 * are one meeting where the appointment names it, and where both start at the same moment: the appointment stands for both. What one of the two
 * calls off is none.
 */
export function meetingsOf({ meetings }: TimeOfPerson): readonly Meeting[] {
  const gone = new Set<Meeting>();
  const appointments = meetings.filter(({ kind }) => kind === 'Appointment');
  for (const meeting of meetings) {
    if (meeting.kind !== 'Session' && meeting.kind !== 'InitialAssessment') continue;
    for (const appointment of appointments) {
      const same =
        appointment.sameAs === null
          ? providersMeetings.has(appointment.type) && appointment.from === meeting.from
          : appointment.sameAs === meeting.id;
      if (!same) continue;
      if (meeting.calledOff) gone.add(appointment);
      gone.add(meeting);
    }
  }
  return meetings.filter((meeting) => !meeting.calledOff && !gone.has(meeting));
}

/** When a curfew binds within a stretch of time, but for the absences that are permitted. */
export function curfewIntervals(curfew: Curfew, within: Interval): Interval[] {
  const { windows, fromDay, toDay, endedAt, permissions } = curfew;
  const inForce = { from: within.from, until: Math.min(within.until, endedAt ?? Number.POSITIVE_INFINITY) };
  return without(windowIntervals(windows, inForce, { from: fromDay, to: toDay }), permissions);
}

/** When any curfew binds: two of one night count once, and a permission opens only the one that it is of. */
export function hoursOfCurfew({ curfews }: TimeOfPerson, within: Interval): Interval[] {
  return unionOf(curfews.flatMap((curfew) => curfewIntervals(curfew, within)));
}

/** The shifts of a job that are worked at some moment of a stretch of time. */
export function shiftsOf({ shifts, fromDay, toDay }: Work, within: Interval): Interval[] {
  return windowOccurrences(shifts, within, { from: fromDay, to: toDay });
}

/**
 * When something takes a person's time, within a stretch of it.
 * @param except id of a meeting, or of a job, that is to be moved
 */
export function takenTime(time: TimeOfPerson, within: Interval, except?: string): Interval[] {
  const meetings = meetingsOf(time).filter(({ id }) => id !== except);
  const shifts = time.jobs.filter(({ id }) => id !== except).flatMap((job) => shiftsOf(job, within));
  return intersectionOf([...hoursOfCurfew(time, within), ...meetings, ...shifts, ...time.stays], [within]);
}
