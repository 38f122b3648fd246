import type { ReleaseCase } from './release-case.ts';
import type { KeyDateRevisionRow } from './rows.ts';

/** The calculations of a stay's key dates, up to the day of the release, that moved the release date. */
export function dateMoves({
  release: { booking_id, released_on },
  person,
}: ReleaseCase<'key_date_revision'>): readonly KeyDateRevisionRow[] {
  return person.key_date_revision.filter(
    (revision) =>
      revision.booking_id === booking_id &&
      (revision.calculated_on ?? '') <= released_on &&
      revision.moved_days !== null &&
      revision.moved_days !== 0,
  );
}
