import { londonDate } from '@throughgate/domain';
import type { Booking, Movement } from '../generated/prisma/client.ts';

/**
 * The wing or unit of a person who is in custody, as recorded last since they came to the prison where they are: on the way in,
 * or with a phase of resettlement, of which a day is known and not the hour. What another prison recorded is not carried over.
 *
 * @param movements those of the stay, in their order
 * @returns null where none was recorded
 */
export function wingNow(
  stay: Pick<Booking, 'phaseFrom' | 'unit'>,
  movements: readonly Pick<Movement, 'at' | 'direction' | 'type' | 'wing'>[],
): string | null {
  const arrived = movements.findLastIndex(
    ({ direction, type }) => direction === 'IN' && (type === 'ADM' || type === 'TRN'),
  );
  const here = movements.slice(Math.max(arrived, 0));
  const brought = here.findLast(({ wing }) => wing !== null) ?? here[0];
  const broughtOn = brought ? londonDate(brought.at) : '';
  const entered = stay.unit !== null && stay.phaseFrom !== null && dayOf(stay.phaseFrom) >= broughtOn;
  return entered ? stay.unit : (brought?.wing ?? null);
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
