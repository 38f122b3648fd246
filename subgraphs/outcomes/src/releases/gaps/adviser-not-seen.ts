import { addDays } from '@throughgate/domain';
import { interviewsOfStay } from '../interviews-of-stay.ts';
import type { GapRule } from './gap-rule.ts';

/** Stays shorter than this leave no time for an adviser's visit, and are not counted (measure `released-unseen`). */
const shortestStayInDays = 14;

/** Reasons of the prison's for which an interview that was booked did not take place (2:519, 957, 1043). */
const prisonReasons: ReadonlySet<string> = new Set([
  'TRANSFERRED',
  'RELEASED',
  'AT_COURT',
  'IN_HOSPITAL',
  'NO_ESCORT',
  'REGIME',
  'NO_ROOM',
]);

/**
 * Released without having seen the Jobcentre's adviser in prison (DWP research report 784: 2:294, 957): no interview of the stay
 * was held. The prison keeps the interviews, so that there is none is known as long as prisons speak.
 *
 * The adviser's agency could have closed it; the prison, where an interview was booked and the prison's reasons alone were in its way.
 * Open from the reception.
 */
export const adviserNotSeen: GapRule = (at) => {
  const { started_on, released_on } = at.release;
  const booked = interviewsOfStay(at);
  if (booked.some(({ held }) => held)) return 'closed';
  if (released_on < addDays(started_on, shortestStayInDays)) return 'closed';
  const lost = booked.filter(({ held }) => held === false);
  const byPrison =
    lost.length > 0 && lost.every(({ not_held_reason }) => prisonReasons.has(not_held_reason ?? ''));
  return {
    owner: byPrison ? 'prisons' : 'jobcentre',
    openSince: started_on,
    evidence: booked.map(({ event_id }) => event_id),
  };
};
