import { addDays, londonDate } from '@throughgate/domain';
import type { ReleaseCase } from './release-case.ts';
import type { TransferRow } from './rows.ts';

/** Arrivals from other prisons in the 28 days before a release, the day itself among them; those of an earlier stay are none. */
export function transfersBeforeRelease({
  release: { released_on, released_at, started_at },
  person,
}: ReleaseCase<'transfer'>): readonly TransferRow[] {
  const earliest = addDays(released_on, -28);
  return person.transfer.filter(({ at }) => {
    if (at === null || new Date(at) > released_at) return false;
    return londonDate(new Date(at)) >= earliest && new Date(at) >= started_at;
  });
}
