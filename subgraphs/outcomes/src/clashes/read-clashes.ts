import type { Interval } from '@throughgate/domain';
import type pg from 'pg';
import type { Clash } from './clash.ts';
import type { PlaceQuestion } from './clash-question.ts';
import { type ClashQuestion, findClashes, inOrder } from './find-clashes.ts';
import { peopleOfPlace } from './people-of-place.ts';
import { readTimes } from './read-times.ts';
import { whoMayKnow } from './who-may-know.ts';

/** All clashes at the places asked about, the earliest first. */
export async function clashesOfPlace(pool: pg.Pool, question: PlaceQuestion): Promise<readonly Clash[]> {
  const { officeCodes, audience } = question;
  const people = await peopleOfPlace(pool, question);
  const ids = people.map(({ id }) => id);
  const [times, mayKnow] = await Promise.all([
    readTimes(pool, ids, widened(question)),
    whoMayKnow(pool, audience, ids),
  ]);
  return people
    .flatMap(({ id, is_claimant }) => {
      const time = times.get(id);
      if (!time) return [];
      return findClashes(id, time, question, {
        // What names no office is at the one where the person signs on.
        isAskedAbout: (code) =>
          officeCodes === null || (code === null ? is_claimant : officeCodes.includes(code)),
        withShifts: is_claimant,
        mayKnowRestrictions: mayKnow(id),
      });
    })
    .sort(inOrder);
}

/** All clashes of people, by the ids of their clusters, each person's the earliest first. */
export async function clashesOfPeople(
  pool: pg.Pool,
  personIds: readonly string[],
  question: ClashQuestion & { readonly audience: string | null },
): Promise<Map<string, readonly Clash[]>> {
  const [times, mayKnow] = await Promise.all([
    readTimes(pool, personIds, widened(question)),
    whoMayKnow(pool, question.audience, personIds),
  ]);
  return new Map(
    [...times].map(([id, time]) => [
      id,
      findClashes(id, time, question, { mayKnowRestrictions: mayKnow(id) }),
    ]),
  );
}

/** The time in which something may clash with what begins in a stretch of it: a shift lasts a day at most. */
function widened({ from, until, travel }: ClashQuestion): Interval {
  return { from: from - travel, until: until + 86_400_000 + travel };
}
