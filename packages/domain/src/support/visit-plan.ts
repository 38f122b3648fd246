import { addDays, daysBetween, type PlainDate } from '../calendar/plain-date.ts';

/** How often a programme means to see a person. */
export interface VisitTarget {
  /** Visits in prison before the release. */
  readonly visitsBefore: number;
  /** Meetings after the release. */
  readonly visitsAfter: number;
  /** Days from the release within which those meetings take place. */
  readonly daysAfter: number;
}

/** A contact with a person, as it counts for a plan. */
export interface PlanContact {
  /** The day in London. */
  readonly on: PlainDate;
  /** Code of its kind. */
  readonly kind: string;
  /** Whether the person was there. */
  readonly attended: boolean;
}

/** The stay in prison, and the release from it, that a plan is about. */
export interface PlanRelease {
  /** Day from which visits in prison count: the start of support, or of the stay after a recall. */
  readonly visitsFrom: PlainDate;
  /**
   * Day of the last release (a movement for the reason RELEASED: going to court or to hospital is none), or the day planned for
   * it.
   */
  readonly releasedOn: PlainDate;
  /** Day of the recall after that release, on which the plan stops; null where there was none. */
  readonly recalledOn: PlainDate | null;
}

/** What was planned of a person's visits and meetings, and what was done. */
export interface VisitPlan {
  readonly plannedBefore: number;
  readonly doneBefore: number;
  readonly plannedAfter: number;
  readonly doneAfter: number;
  /** Day from which meetings count: the release. */
  readonly after: PlainDate;
  /** Last day on which a meeting counts, or the day of the recall. */
  readonly dueBy: PlainDate;
  /** Whether no visit or meeting is behind the plan. */
  readonly onTrack: boolean;
}

/** Kinds of contact that are a meeting after the release. A call or a message is a contact, and no meeting. */
const meetings: ReadonlySet<string> = new Set(['GATE', 'MEETING', 'ACCOMPANIED']);

/**
 * The plan of a person's visits as it stands on a day. Visits in prison count up to the day of the release, meetings from that
 * day on for `daysAfter` days, and both only where the person was there. The window moves with the day of the release, and ends
 * with a recall. Meetings are expected evenly over the window; visits in prison by the release.
 *
 * Source: Throughcare Addiction Service, three visits before and six meetings within six weeks: DWP research report 784, box
 * 3.15 (line 928). That they are spread evenly is an assumption.
 */
export function visitPlan(
  { visitsBefore, visitsAfter, daysAfter }: VisitTarget,
  { visitsFrom, releasedOn, recalledOn }: PlanRelease,
  contacts: readonly PlanContact[],
  today: PlainDate,
): VisitPlan {
  const windowEnd = addDays(releasedOn, daysAfter);
  const dueBy = recalledOn !== null && recalledOn < windowEnd ? recalledOn : windowEnd;
  const counted = (kind: (code: string) => boolean, from: PlainDate, to: PlainDate) =>
    contacts.filter(
      (contact) => contact.attended && kind(contact.kind) && contact.on >= from && contact.on <= to,
    ).length;
  const doneBefore = counted((code) => code === 'PRISON_VISIT', visitsFrom, releasedOn);
  const doneAfter = counted((code) => meetings.has(code), releasedOn, dueBy);
  const asOf = today < dueBy ? today : dueBy;
  const expectedBefore = today < releasedOn ? 0 : visitsBefore;
  const passed = Math.max(0, daysBetween(releasedOn, asOf));
  const expectedAfter = daysAfter === 0 ? visitsAfter : Math.floor((visitsAfter * passed) / daysAfter);
  return {
    plannedBefore: visitsBefore,
    doneBefore,
    plannedAfter: visitsAfter,
    doneAfter,
    after: releasedOn,
    dueBy,
    onTrack: doneBefore >= expectedBefore && doneAfter >= expectedAfter,
  };
}
