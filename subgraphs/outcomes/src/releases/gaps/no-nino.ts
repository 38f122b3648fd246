import { interviewsOfStay } from '../interviews-of-stay.ts';
import type { GapRule } from './gap-rule.ts';

/**
 * Released without a National Insurance number that any agency knows, although the Jobcentre's adviser, who asks for it (2:558), saw
 * the person in this stay. Who was not seen was not asked: that nobody wrote a number down does not say that there is none.
 * Open since the first interview that was held.
 */
export const noNino: GapRule = (at) => {
  const { person, speaking } = at;
  if (person.hasNino) return 'closed';
  if (!speaking.has('jobcentre')) return 'unknown';
  const [first] = interviewsOfStay(at).filter(({ held }) => held === true);
  if (first === undefined) return 'unknown';
  return { owner: 'jobcentre', openSince: first.booked_on, evidence: [first.event_id] };
};
