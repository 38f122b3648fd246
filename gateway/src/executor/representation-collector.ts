import type { JsonObject } from '../data/json.ts';
import { incomplete, type Representer } from './representer.ts';
import type { Rewrite } from './rewrites.ts';

/** What a subgraph is sent of entities, and who awaits its answer. */
export interface CollectedRepresentations {
  /** One for each distinct entity, as JSON. */
  readonly representations: readonly string[];
  /** For each of them the indices of the targets that await its answer. */
  readonly receivers: readonly (readonly number[])[];
  /** Indices of targets of which something is missing that the subgraph needs. */
  readonly unasked: readonly number[];
}

/**
 * Makes the function that collects the representations of a fetch's targets.
 *
 * @param represent takes from an entity what the subgraph needs to recognise it
 * @param rewriteInput changes that for the subgraph
 */
export function representationCollector(
  represent: Representer,
  rewriteInput: Rewrite | undefined,
): (targets: readonly JsonObject[]) => CollectedRepresentations {
  return (targets) => {
    const representations: string[] = [];
    const receivers: number[][] = [];
    const seen = new Map<string, number[]>();
    const unasked: number[] = [];
    for (let index = 0; index < targets.length; index++) {
      const target = targets[index];
      const representation = target && represent(target);
      if (!representation) continue;
      if (representation === incomplete) {
        unasked.push(index);
        continue;
      }
      rewriteInput?.(representation);
      const text = JSON.stringify(representation);
      const known = seen.get(text);
      if (known) {
        known.push(index);
        continue;
      }
      const waiting = [index];
      seen.set(text, waiting);
      representations.push(text);
      receivers.push(waiting);
    }
    return { representations, receivers, unasked };
  };
}
