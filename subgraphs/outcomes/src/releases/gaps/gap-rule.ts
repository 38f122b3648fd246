import type { HubAgency } from '@throughgate/contracts';
import type { PlainDate } from '@throughgate/domain';
import type { GapCase } from '../release-case.ts';

/** Something that was not in place when a person was released. */
export interface OpenGap {
  /** The agency that could have closed it. */
  readonly owner: HubAgency;
  /** Since when it was open, where a record says so. */
  readonly openSince: PlainDate | null;
  /** Ids of the owner's or another agency's events that show it. */
  readonly evidence: readonly string[];
}

/** `closed`: it was in place, or was not needed. `unknown`: no record says whether it was, which is no gap. */
export type Finding = OpenGap | 'closed' | 'unknown';

/** Decides whether something was in place on the day of a release. */
export type GapRule = (at: GapCase) => Finding;
