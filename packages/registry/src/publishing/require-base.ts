import { RegistryError } from '../registry-error.ts';
import type { LiveGraph } from '../store/live-graph.ts';
import type { PlannedChange } from './plan-change.ts';

/**
 * Raises HUB-C055 (409) when a change is meant for another supergraph than the one that is live. A change that is live
 * already is never refused: it may be asked for again after a time-out.
 */
export function requireBase(
  { supergraph, revision }: LiveGraph,
  { changed }: Pick<PlannedChange, 'changed'>,
  expected: string | undefined,
): void {
  if (expected === undefined || changed.length === 0) return;
  const wanted = `sha256:${expected.replace(/^sha256:/, '')}`;
  if (supergraph?.digest.startsWith(wanted)) return;
  const live = supergraph
    ? `The supergraph that is live is ${supergraph.digest} (revision ${revision})`
    : 'No supergraph is live';
  throw new RegistryError('HUB-C055', 409, `${live}, and not ${expected}.`);
}
