import { lastKnownAddress } from '../last-known-address.ts';
import { currentPathway } from './current-pathway.ts';
import type { GapRule } from './gap-rule.ts';

/** Addresses that are a place to live for as long as is needed, or that probation provides. */
const lasting: ReadonlySet<string | null> = new Set(['SETTLED', 'APPROVED_PREMISES', 'CAS3']);

/**
 * Released without a place to live (2:708–712): the prison knew of none (`HOMELESS`, `UNKNOWN`); or it had found help with housing
 * necessary, or been asked for it, gave none, and knew of no lasting place. A bed for the first nights, such as with one's mother,
 * does not answer the request for housing advice that nobody answered (2:712). Without an address and without the pathway
 * `ACCOMMODATION` nothing is known.
 *
 * Open since the request, or since the need was recorded; the evidence is the event of that day.
 */
export const noAddress: GapRule = (at) => {
  const { release, person } = at;
  const need = currentPathway(release, person, 'ACCOMMODATION');
  const address = lastKnownAddress(at);
  if (address !== undefined && lasting.has(address.kind)) return 'closed';
  if (need?.isOpen) return { owner: 'prisons', openSince: need.openSince, evidence: need.evidence };
  if (address === undefined) return need?.isSettled ? 'closed' : 'unknown';
  if (address.kind === 'TEMPORARY') return 'closed';
  return { owner: 'prisons', openSince: address.known_on, evidence: [address.event_id] };
};
