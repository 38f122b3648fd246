import { askEntities, type Representation, tell } from '../ask-entities.ts';
import { type Ask, NoAnswerError } from '../endpoint.ts';
import type { Find, Outcome } from '../report.ts';
import type { SelectionTree } from '../selection-tree.ts';

/** Entities that the gateway may well ask for at once: a page of a list, joined to this subgraph. */
const batchSize = 100;
/** Odd, so that the middle one is the median; one slow answer, such as the first, does not decide. */
const repetitions = 5;

/** What is read in batches, and of what. */
export interface Batch {
  readonly type: string;
  /** Shown in messages, for example `Tenancy by id` or `Offender.housing`. */
  readonly subject: string;
  readonly selection: SelectionTree;
  /** Repeated until there are 100. At least one. */
  readonly representations: readonly Representation[];
}

/** Measures how long a batch of 100 entities takes: the median of 5, in milliseconds, must keep to the limit. */
export async function checkLatency(ask: Ask, find: Find, batch: Batch, limit: number): Promise<Outcome> {
  const { type, subject, selection, representations } = batch;
  const asked = Array.from(
    { length: batchSize },
    (_, index) => representations[index % representations.length] as Representation,
  );
  const slow = (detail: string) => ({
    findings: [find('HUB-C067', `${subject}: a batch of ${batchSize} ${detail}.`, { coordinate: type })],
  });
  const times: number[] = [];
  while (times.length < repetitions) {
    try {
      const { errors, milliseconds } = await askEntities(ask, type, selection, asked);
      if (errors.length > 0) return { skipped: `a batch of ${batchSize} gives errors: ${tell(errors)}` };
      times.push(milliseconds);
    } catch (error) {
      if (error instanceof NoAnswerError) return slow(`got no answer: ${error.message}`);
      throw error;
    }
  }
  const median = times.sort((a, b) => a - b)[Math.floor(repetitions / 2)] ?? 0;
  if (median > limit)
    return slow(`takes ${Math.round(median)} ms, more than ${limit} ms (median of ${repetitions})`);
  return { findings: [], note: `${Math.round(median)} ms, limit ${limit} ms` };
}
