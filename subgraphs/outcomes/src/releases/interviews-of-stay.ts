import type { ReleaseCase } from './release-case.ts';
import type { AdviserInterviewRow } from './rows.ts';

/** Interviews with the Jobcentre's adviser that were booked for a day of the stay that a release ended, the earliest first. */
export function interviewsOfStay({
  release: { started_on, released_on },
  person,
}: ReleaseCase<'adviser_interview'>): readonly AdviserInterviewRow[] {
  return person.adviser_interview
    .filter(({ booked_on }) => booked_on !== null && booked_on >= started_on && booked_on <= released_on)
    .sort((a, b) => ((a.booked_on ?? '') < (b.booked_on ?? '') ? -1 : 1));
}
