import type { PlainDate } from '@throughgate/domain';
import { claimMadeOn, claimStandsOn } from './claim-stands-on.ts';
import type { GapCase } from './release-case.ts';
import type { ClaimRow } from './rows.ts';

/**
 * Where the claim to benefit was made that somebody had on a release, or made after it: `BEFORE_CUSTODY` is one that was never closed,
 * `IN_CUSTODY` one that was made in the stay (2:1037), `AFTER_RELEASE` one of the day of the release or later, `NONE` says that
 * there was none before the person was in custody again.
 */
export type ClaimMadeIn = 'BEFORE_CUSTODY' | 'IN_CUSTODY' | 'AFTER_RELEASE' | 'NONE';

/**
 * Where the claim was made by which somebody was to be paid after a release; null while the Jobcentre tells the hub nothing at all. Of
 * several that stood on the day of the release the latest counts; without one, the first that was made afterwards and before
 * the next time in custody. What an adviser took in prison on the very day is of the stay, whatever else of that day is not (2:771).
 * @param again first day of the next stay in custody, or null
 */
export function claimMadeIn(
  {
    release,
    person,
    speaking,
  }: Pick<GapCase, 'release' | 'speaking'> & { readonly person: { readonly claim: readonly ClaimRow[] } },
  again: PlainDate | null,
): ClaimMadeIn | null {
  if (!speaking.has('jobcentre')) return null;
  const { started_on, released_on } = release;
  const made = person.claim
    .flatMap((claim) => {
      const on = claimMadeOn(claim);
      const counts =
        on !== null &&
        claim.state !== 'REJECTED' &&
        (on > released_on ? again === null || on < again : claimStandsOn(claim, released_on));
      return counts ? [{ on, at: claim.made_at, id: claim.id }] : [];
    })
    .sort((a, b) => (`${a.on} ${a.id}` < `${b.on} ${b.id}` ? -1 : 1));
  const claim = made.findLast(({ on }) => on <= released_on) ?? made[0];
  if (claim === undefined) return 'NONE';
  if (claim.on < started_on) return 'BEFORE_CUSTODY';
  if (claim.on < released_on || (claim.on === released_on && claim.at === 'PRISON')) return 'IN_CUSTODY';
  return 'AFTER_RELEASE';
}
