import type { Life } from '../life.ts';
import type { Random } from '../random.ts';
import type { Day } from '../time/day.ts';
import { workingDayFrom, workingDayUntil } from '../time/working-day.ts';
import type { CustodyStay, SentencePlan } from '../timeline/timeline.ts';

/** A calculation of a stay's key dates beside the sentence's own. */
export interface KeyDateRevision {
  /** Day of the calculation. */
  readonly on: Day;
  /** Why, in words. */
  readonly reason: string;
  /** What it changes of the sentence's dates. */
  readonly change: {
    readonly conditionalRelease?: Day;
    readonly homeDetentionCurfewActual?: Day;
    readonly postRecallRelease?: Day;
    readonly confirmedRelease?: Day;
  };
  /** The release date that counts from then on. */
  readonly release: Day;
}

/** Share of stays in which days are added for an offence against discipline, and remitted again. Assumption. */
const addedAndRemitted = 0.14;

/** Share of releases whose day the prison confirms some days before. Assumption. */
const confirmed = 0.25;

/**
 * Plans the calculations of a stay's key dates: of the release after a recall, of a curfew that was approved, of days added
 * and remitted, and the confirmation of the day. The last of them is true: the person leaves on the day that counts then.
 */
export function planKeyDates(random: Random, { timeline }: Life, stay: CustodyStay): KeyDateRevision[] {
  const { from, to, sentence } = stay;
  if (sentence === null) {
    const on = workingDayFrom(from + random.int(1, 3));
    if (on >= to) return [];
    return [{ on, reason: 'Recalled to prison', change: { postRecallRelease: to }, release: to }];
  }
  const revisions: KeyDateRevision[] = [];
  const earliest = sentence.imposedOn + 2;
  const onCurfew = timeline.licences.some((licence) => licence.from === to && licence.kind === 'HDC');
  const conditional = sentence.releaseDates.changes.at(-1)?.conditionalRelease ?? sentence.releaseDates.first;
  if (onCurfew) {
    const on = workingDayUntil(to - random.int(6, 24));
    const change = { homeDetentionCurfewActual: to };
    if (on >= earliest) revisions.push({ on, reason: 'Home detention curfew approved', change, release: to });
  } else if (to - from > 25 && random.chance(addedAndRemitted)) {
    revisions.push(...addAndRemit(random, sentence, conditional, to).filter(({ on }) => on >= earliest));
    if (revisions.length === 1) revisions.pop();
  }
  if (random.chance(confirmed)) {
    const on = workingDayUntil(to - random.int(3, 8));
    const change = { ...(onCurfew && { homeDetentionCurfewActual: to }), confirmedRelease: to };
    if (on >= Math.max(earliest, revisions.at(-1)?.on ?? 0)) {
      revisions.push({ on, reason: 'Release date confirmed', change, release: to });
    }
  }
  return revisions;
}

/** Days added in the last weeks, and remitted before they count. */
function addAndRemit(random: Random, { expiry }: SentencePlan, conditional: Day, to: Day): KeyDateRevision[] {
  const added = Math.min(random.int(5, 21), expiry - conditional);
  const on = workingDayUntil(to - random.int(14, 45));
  const again = workingDayUntil(to - random.int(2, 9));
  if (added <= 0 || again <= on) return [];
  return [
    {
      on,
      reason: `${added} days added for an offence against discipline`,
      change: { conditionalRelease: conditional + added },
      release: conditional + added,
    },
    { on: again, reason: 'Added days remitted', change: { conditionalRelease: conditional }, release: to },
  ];
}

/** The release date that counts on a day, as far as the prison knows it; null before a sentence. */
export function releaseKnownOn(
  { sentence, to }: CustodyStay,
  revisions: readonly KeyDateRevision[],
  day: Day,
): Day | null {
  const revised = revisions.findLast(({ on }) => on <= day)?.release;
  if (revised !== undefined) return revised;
  if (sentence === null) return to;
  if (day < sentence.imposedOn) return null;
  const { first, changes } = sentence.releaseDates;
  return changes.findLast(({ inForce }) => inForce <= day)?.conditionalRelease ?? first;
}
