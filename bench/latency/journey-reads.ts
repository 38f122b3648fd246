import { connectGraphql } from '../harness/graphql-client.ts';
import { openLoop } from '../harness/open-loop.ts';
import { journeyOf } from '../journey/journey-query.ts';
import type { NextIdentifier } from '../journey/people-to-ask.ts';
import type { WritePlaces } from './hub-writes.ts';

/** Asks for journeys at a steady rate, another person each time; returns the milliseconds that each took. */
export async function measureReads(
  { gateway, headers }: Pick<WritePlaces, 'gateway' | 'headers'>,
  next: NextIdentifier,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
): Promise<readonly number[]> {
  await using reader = connectGraphql(gateway, 16, headers);
  const latencies: number[] = [];
  await openLoop(perSecond, seconds, async () => {
    const began = performance.now();
    await reader.ask(journeyOf(next()));
    latencies.push(performance.now() - began);
  });
  return latencies;
}
