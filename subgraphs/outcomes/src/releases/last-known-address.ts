import type { ReleaseCase } from './release-case.ts';
import type { ReleaseAddressRow } from './rows.ts';

/** Where the prison last knew that the person would live, by the day of the release; `undefined` where it never said. */
export function lastKnownAddress({
  release,
  person,
}: ReleaseCase<'release_address'>): ReleaseAddressRow | undefined {
  return person.release_address
    .filter(
      ({ booking_id, known_on }) =>
        (booking_id === null || booking_id === release.booking_id) && (known_on ?? '') <= release.released_on,
    )
    .sort((a, b) => ((a.known_on ?? '') < (b.known_on ?? '') ? -1 : 1))
    .at(-1);
}
