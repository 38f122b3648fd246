import type { ReleaseCase } from './release-case.ts';
import type { ReleaseAddressRow } from './rows.ts';

/** Where the prison last knew that the person would live, by the day of the release; `undefined` where it never said. */
export function lastKnownAddress({
  release,
  person,
}: ReleaseCase<'release_address'>): ReleaseAddressRow | undefined {
  return (
    person.release_address
      .filter(
        ({ booking_id, known_on }) =>
          (booking_id === null || booking_id === release.booking_id) &&
          (known_on ?? '') <= release.released_on,
      )
      // Of two that became known on one day the later event counts: ids of events grow with time.
      .sort((a, b) => (`${a.known_on ?? ''} ${a.event_id}` < `${b.known_on ?? ''} ${b.event_id}` ? -1 : 1))
      .at(-1)
  );
}
