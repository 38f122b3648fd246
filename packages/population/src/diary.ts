import type { CurfewWindowInput } from '@throughgate/contracts';
import { weekdayName } from '@throughgate/domain';
import type { StepAgency } from './step.ts';
import type { Day, Moment } from './time/day.ts';
import { londonClock } from './time/london.ts';

/** What stands against a time. */
export type Clash = 'APPOINTMENT' | 'CURFEW';

/**
 * What takes a person's time, whoever booked it: no agency sees all of it, but the person has to live it. Meetings count
 * with the time to get there.
 */
export interface Diary {
  /** Notes a meeting, with the agency where others of its meetings cannot be at the same time. */
  book(from: Moment, to: Moment, agency?: StepAgency): void;
  /** Whether an agency has a meeting of its own with the person at a time. */
  busy(agency: StepAgency, from: Moment, to: Moment): boolean;
  /** Notes hours at home in each week from a day to another. */
  confine(windows: readonly CurfewWindowInput[], from: Day, to: Day): void;
  /** What stands against a time, as far as it is noted by now; null when the person is free. */
  clash(from: Moment, to: Moment): Clash | null;
}

/** Half an hour each way, as most questions about clashes ask. */
const travel = 30 * 60_000;

/** The minute of the day of a time like `07:15`. */
function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** Starts an empty diary. */
export function createDiary(): Diary {
  const meetings: { readonly from: Moment; readonly to: Moment; readonly agency: StepAgency | null }[] = [];
  const curfews: { readonly windows: readonly CurfewWindowInput[]; readonly from: Day; readonly to: Day }[] =
    [];
  /** Whether a curfew holds in some minute of a day: its own hours, or those of the night before. */
  const atHome = (day: Day, first: number, last: number): boolean =>
    curfews.some(
      (curfew) =>
        curfew.from <= day &&
        day <= curfew.to &&
        curfew.windows.some((window) => {
          const [from, until] = [minuteOf(window.from), minuteOf(window.until)];
          const overnight = until <= from;
          if (window.day === weekdayName(day) && from < last && (overnight || first < until)) return true;
          return overnight && window.day === weekdayName(day - 1) && day > curfew.from && first < until;
        }),
    );
  return {
    book(from, to, agency) {
      meetings.push({ from, to, agency: agency ?? null });
    },
    busy: (agency, from, to) =>
      meetings.some((meeting) => meeting.agency === agency && meeting.from < to && from < meeting.to),
    confine(windows, from, to) {
      curfews.push({ windows, from, to });
    },
    clash(from, to) {
      if (meetings.some((meeting) => meeting.from < to + travel && from - travel < meeting.to))
        return 'APPOINTMENT';
      const [start, end] = [londonClock(from), londonClock(to)];
      return start.day === end.day && atHome(start.day, start.minute, end.minute) ? 'CURFEW' : null;
    },
  };
}
