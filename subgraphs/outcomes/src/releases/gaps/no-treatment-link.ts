import { inForceOn } from '../in-force.ts';
import { currentPathway } from './current-pathway.ts';
import type { GapRule } from './gap-rule.ts';

/**
 * Released with treatment for drugs or alcohol going on or needed, and nobody outside who takes it up (2:918–932): the pathway
 * `DRUGS_AND_ALCOHOL` was open, and neither an order with treatment nor an episode of a throughcare programme ran on the day of
 * release. Where the pathway was never recorded nothing is known.
 */
export const noTreatmentLink: GapRule = ({ release, person }) => {
  const need = currentPathway(release, person, 'DRUGS_AND_ALCOHOL');
  if (need === undefined) return 'unknown';
  if (!need.isOpen) return need.isSettled ? 'closed' : 'unknown';
  const day = release.released_on;
  const isTakenUp =
    person.support.some(
      ({ programme_kind, begins, ended_on }) =>
        programme_kind === 'ADDICTION_THROUGHCARE' && inForceOn(day, begins, ended_on),
    ) ||
    person.supervision.some(
      ({ treatment, begins, ended_on }) => treatment === true && inForceOn(day, begins, ended_on),
    );
  if (isTakenUp) return 'closed';
  return { owner: 'prisons', openSince: need.openSince, evidence: need.evidence };
};
