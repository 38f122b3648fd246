import type { GapRule } from './gap-rule.ts';

/**
 * Released without a National Insurance number that any agency knows, although the Jobcentre's adviser, who asks for it (2:558), saw
 * the person in this stay. Who was not seen was not asked: that nobody wrote a number down does not say that there is none.
 * Open since the first interview that was held.
 */
export const noNino: GapRule = ({ release, person, speaking }) => {
  if (person.hasNino) return 'closed';
  if (!speaking.has('jobcentre')) return 'unknown';
  const seen = person.adviser_interview
    .filter(
      ({ held, booked_on }) =>
        held === true &&
        booked_on !== null &&
        booked_on >= release.started_on &&
        booked_on <= release.released_on,
    )
    .sort((a, b) => ((a.booked_on ?? '') < (b.booked_on ?? '') ? -1 : 1));
  const [first] = seen;
  if (first === undefined) return 'unknown';
  return { owner: 'jobcentre', openSince: first.booked_on, evidence: [first.event_id] };
};
