import { conflict } from '@throughgate/subgraph-kit';
import type { Context } from '../context.ts';

/**
 * Makes sure that the facts of all events are there: an answer from some of them would be a wrong one. Raises
 * `READ_MODEL_REBUILDING` while the read model of an earlier version is made anew.
 */
export async function requireFacts({ hasFacts }: Pick<Context, 'hasFacts'>): Promise<void> {
  if (await hasFacts()) return;
  throw conflict(
    'READ_MODEL_REBUILDING',
    'The hub makes its read model anew after an upgrade; until then it cannot answer this. Try again in a minute.',
  );
}
