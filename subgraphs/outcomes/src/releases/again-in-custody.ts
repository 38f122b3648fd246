import type { PlainDate } from '@throughgate/domain';
import type { ReleaseCase } from './release-case.ts';

/** The days on which somebody was in custody again after a release. */
export interface AgainInCustody {
  /** First day of the next stay, whatever brought it about; null where there is none. */
  readonly on: PlainDate | null;
  /** First day of the first later stay that began with a recall. */
  readonly recalledOn: PlainDate | null;
  /** First day of the first later stay that began otherwise. A stay of which events of before do not say how is neither. */
  readonly newlyOn: PlainDate | null;
}

/**
 * When somebody came back into custody after a release. The stay that the release ended is none, even if it goes on under the same
 * booking. A stay of before of which no event says how it began is a recall where it shares its book number with an earlier one.
 */
export function againInCustody({ release, person }: ReleaseCase<'custody_stay'>): AgainInCustody {
  const later = person.custody_stay
    .flatMap((stay) => {
      const { id, started_on, started_at } = stay;
      const isLater = started_at !== null && new Date(started_at) > release.released_at;
      return isLater && started_on !== null && id !== release.booking_id ? [{ ...stay, started_on }] : [];
    })
    .sort((a, b) => (a.started_on < b.started_on ? -1 : 1));
  const goesOn = ({ book_number, started_on }: (typeof later)[number]) =>
    book_number !== null &&
    person.custody_stay.some(
      (earlier) => earlier.book_number === book_number && (earlier.started_on ?? started_on) < started_on,
    );
  const first = (recall: boolean) =>
    later.find((stay) => (stay.recall ?? (goesOn(stay) || null)) === recall)?.started_on ?? null;
  return { on: later[0]?.started_on ?? null, recalledOn: first(true), newlyOn: first(false) };
}
