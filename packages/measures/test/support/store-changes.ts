import type { Episode, EpisodeKind, StoreChange } from '../../src/index.ts';

const columns = {
  place: { type: 'text', describes: 'Where.' },
  days: { type: 'integer', describes: 'How long.' },
} as const;

/** Kinds of the store that {@link changeNumber} fills. */
export const changingKinds: readonly EpisodeKind[] = [
  { name: 'stay', describes: 'A stay.', about: 'person', version: 1, columns },
  { name: 'visit', describes: 'A visit.', about: 'person', version: 1, columns },
  { name: 'target', describes: 'A target.', about: 'register', version: 1, columns },
];

/** How many changes there are. */
export const changeCount = 26;

/** After these the store is folded. */
export function isFoldedAfter(number: number): boolean {
  return number % 3 === 0;
}

/** When a change was learnt: each in a minute of its own. */
export function learntAt(number: number): Date {
  return new Date(Date.UTC(2026, 0, 1, 0, number));
}

const people = Array.from(
  { length: 300 },
  (_, index) => `00000000-0000-7000-8000-${String(index).padStart(12, '0')}`,
);
const numbers = new Map(people.map((id, index) => [id, index]));

/**
 * A change, always the same for its number, which is its position: a third of all people, of whom episodes begin, become others and
 * end. It rests on no other change, so that one that is left out or stored in part leaves rows that differ.
 */
export function changeNumber(number: number): StoreChange {
  const personIds = people.filter((_, index) => (index * 7 + number * 11) % 3 === 0);
  const own = (kind: string, length: number) =>
    personIds.flatMap((personId, index) =>
      Array.from(
        { length: (index + number) % (length + 1) },
        (_, which): Episode => ({
          id: `${kind} ${which} of ${personId}`,
          personId,
          place: `P${(index + which) % 5}`,
          // Some stay as they were, others are told otherwise each time.
          days: index % 4 === 0 ? which : number,
        }),
      ),
    );
  const targets = Array.from(
    { length: number % 7 },
    (_, which): Episode => ({ id: `target ${which}`, personId: null, place: 'P0', days: number }),
  );
  return {
    learntAt: learntAt(number),
    position: String(number),
    personIds,
    numbers,
    episodes: new Map([
      ['stay', own('stay', 3)],
      ['visit', own('visit', 2)],
      ['target', targets],
    ]),
    complete: number === 3,
  };
}
