import { claimEndedOn, claimStandsOn } from '../claim-stands-on.ts';
import { inForceOn } from '../in-force.ts';
import type { GapRule } from './gap-rule.ts';

/**
 * Released without a claim to benefit (2:708, 710, 1037): none that was made by the day of release and had not ended by then, be
 * it in advance, running, or kept for housing costs. Who went into work needs none. Where the Jobcentre holds no file of the person
 * there is no claim either; that is unknown only while the Jobcentre tells the hub nothing at all.
 *
 * Open since the last claim ended; null where there never was one.
 */
export const noClaim: GapRule = ({ release: { released_on }, person, speaking }) => {
  if (!speaking.has('jobcentre')) return 'unknown';
  if (person.claim.some((claim) => claimStandsOn(claim, released_on))) return 'closed';
  const inWork = person.spell.some(
    ({ kind, begins, ends }) => kind === 'EMPLOYMENT' && inForceOn(released_on, begins, ends),
  );
  if (inWork) return 'closed';
  const ended = person.claim
    .flatMap((claim) => {
      const on = claimEndedOn(claim);
      return on !== null && on <= released_on ? [{ on, event_id: claim.event_id }] : [];
    })
    .sort((a, b) => (a.on < b.on ? 1 : -1));
  return {
    owner: 'jobcentre',
    openSince: ended[0]?.on ?? null,
    evidence: ended.slice(0, 1).map(({ event_id }) => event_id),
  };
};
