import { categoryOf } from '../category-of.ts';
import { responsibleFor } from '../responsible-for.ts';
import type { GapRule } from './gap-rule.ts';

/**
 * Released into nobody's hands (2:948, 884): no licence or order ran on the day of release, no key worker was assigned, and no
 * programme met the person at the gate.
 *
 * Where the law has nobody supervise, a programme could have closed it, so the providers own it. Where it has the person on licence,
 * probation does; but that probation holds no case at all of the person is unknown, not a gap: the files may not be linked.
 * Unknown too while no sentence is known, or while probation or the providers tell the hub nothing.
 */
export const nobodyResponsible: GapRule = (at) => {
  if (responsibleFor(at).length > 0) return 'closed';
  const { person, speaking, release } = at;
  const category = categoryOf(at);
  if (category === null || !speaking.has('probation')) return 'unknown';
  if (category === 'NOBODY') {
    return { owner: 'providers', openSince: release.released_on, evidence: [] };
  }
  if (!person.agencies.has('probation')) return 'unknown';
  return { owner: 'probation', openSince: release.released_on, evidence: [] };
};
