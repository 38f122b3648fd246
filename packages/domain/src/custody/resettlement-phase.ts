import { addDays, type PlainDate } from '../calendar/plain-date.ts';

/** Phases of a stay in custody, between reception and release. */
export type ResettlementPhase = 'FIRST_NIGHT' | 'INDUCTION' | 'CUSTODY' | 'PRE_RELEASE' | 'RELEASED';

/** What the phase of a stay follows from. */
export interface StayInCustody {
  /** London day on which it began. */
  readonly startedOn: PlainDate;
  /** London day on which it ended; null while it goes on. */
  readonly endedOn: PlainDate | null;
  /** The release date that counts now; null where there is none. */
  readonly releaseOn: PlainDate | null;
  /** The phase as recorded last; null when none was. */
  readonly recorded: { readonly phase: ResettlementPhase; readonly from: PlainDate } | null;
}

/** Length of the last phase before a release: "the last 12 weeks of their sentence" (DWP research report 784, on Everthorpe). */
const preReleaseDays = 12 * 7;

/**
 * First day of the last twelve weeks by the release date that counts now; the first day of a stay that is shorter. Null where
 * no release date is known.
 */
export function preReleaseFrom({
  startedOn,
  releaseOn,
}: Pick<StayInCustody, 'startedOn' | 'releaseOn'>): PlainDate | null {
  if (releaseOn === null) return null;
  const first = addDays(releaseOn, -preReleaseDays);
  return first < startedOn ? startedOn : first;
}

/**
 * The phase of a stay on a day, with its first day. The last twelve weeks move with the release date: whoever was in them when
 * the date moved away is in custody as before. Where nothing was recorded, the first day is the first night.
 */
export function resettlementPhase(
  stay: StayInCustody,
  on: PlainDate,
): { readonly phase: ResettlementPhase; readonly from: PlainDate } {
  const { startedOn, endedOn, recorded } = stay;
  if (endedOn !== null && on >= endedOn) return { phase: 'RELEASED', from: endedOn };
  const lastWeeks = preReleaseFrom(stay);
  if (lastWeeks !== null && on >= lastWeeks) return { phase: 'PRE_RELEASE', from: lastWeeks };
  if (recorded !== null && recorded.phase !== 'PRE_RELEASE') return recorded;
  if (recorded !== null) return { phase: 'CUSTODY', from: recorded.from };
  if (on <= startedOn) return { phase: 'FIRST_NIGHT', from: startedOn };
  return { phase: 'CUSTODY', from: addDays(startedOn, 1) };
}
