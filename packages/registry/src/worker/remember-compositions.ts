import { createHash } from 'node:crypto';
import type { CheckInput, CompositionOutcome } from '@throughgate/checks';
import { LRUCache } from 'lru-cache';

/** How many compositions are kept: those of integrators who check now and publish next. Each may have megabytes. */
const mostKept = 4;

/** Compositions that were made, by what was composed. */
export interface RememberedCompositions {
  /** What composing the subgraphs of a change gave; `undefined` when they were not composed lately. */
  find(input: CheckInput): CompositionOutcome | undefined;
  keep(input: CheckInput, outcome: CompositionOutcome): void;
}

/**
 * Keeps the last compositions. To compose is most of the work of a check, and what is published was mostly checked just before:
 * if nobody published in between, it is the same composition.
 */
export function rememberCompositions(): RememberedCompositions {
  const kept = new LRUCache<string, CompositionOutcome>({ max: mostKept });
  return {
    find: (input) => kept.get(keyOf(input)),
    keep(input, outcome) {
      kept.set(keyOf(input), outcome);
    },
  };
}

/** Everything that composing and its findings depend on: paths stand in findings, and who changed says whom they concern. */
function keyOf({ proposed, changed }: CheckInput): string {
  const subgraphs = proposed.map(({ name, routingUrl, schema }) => [
    name,
    routingUrl,
    schema.path,
    schema.text,
  ]);
  return createHash('sha256')
    .update(JSON.stringify([subgraphs, changed]))
    .digest('base64url');
}
