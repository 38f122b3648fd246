import { adviserOn } from '../places/advisers.ts';
import { roomAt } from '../places/facilities.ts';
import type { Weighted } from '../random.ts';
import type { StepInputs } from '../step.ts';
import type { Day } from '../time/day.ts';
import { prisonOn, type Stay } from './stay.ts';

type Booked = StepInputs['prisons']['bookAdviserInterview'];
type Recorded = StepInputs['prisons']['recordAdviserInterview'];

/** An interview with the adviser, as it was to be and as it came. */
interface Interview {
  readonly purpose: Booked['purpose'];
  readonly day: Day;
  readonly held: boolean;
  /** Whether the person was moved to another prison between booking and interview. */
  readonly moved: boolean;
}

/** Why interviews are not held when the person is still there; the report names all of them, the weights are assumptions. */
const reasons: Weighted<NonNullable<Recorded['notHeldReason']>> = [
  ['REGIME', 0.34],
  ['NO_ESCORT', 0.22],
  ['REFUSED', 0.18],
  ['ADVISER_ABSENT', 0.16],
  ['NO_ROOM', 0.1],
];

/**
 * Who sees the person, where, about what and for how long. At induction it is often a few minutes about benefits; before
 * release half an hour, at Deerbolt and elsewhere with help to look for work (DWP research report 784).
 */
export function describeInterview(
  stay: Stay,
  { purpose, day, held, moved }: Interview,
): {
  planned: Pick<Booked, 'adviserCode' | 'place' | 'topics'>;
  told: Pick<Recorded, 'minutes' | 'notHeldReason'>;
} {
  const { details } = stay;
  const prisonId = prisonOn(stay, day);
  const adviser = adviserOn(prisonId, day);
  const induction = purpose === 'INDUCTION';
  const firstNight = induction && prisonId === 'LEI';
  const place = firstNight ? (details.chance(0.6) ? 'CELL' : 'FIRST_NIGHT_CENTRE') : roomAt(prisonId, day);
  const topics: Booked['topics'] = induction
    ? ['BENEFIT_CLOSURE', ...(details.chance(0.2) ? (['JOB_RETENTION'] as const) : [])]
    : ['NEW_CLAIM', 'SIGNING_ARRANGEMENTS', ...(details.chance(0.55) ? (['JOB_SEARCH'] as const) : [])];
  const minutes = induction ? details.int(3, 12) : details.int(20, 35);
  return {
    planned: { ...(adviser && { adviserCode: adviser.code }), place, topics },
    told: held ? { minutes } : { notHeldReason: moved ? 'TRANSFERRED' : details.weighted(reasons) },
  };
}
