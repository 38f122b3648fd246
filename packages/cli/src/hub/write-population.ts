import { setImmediate } from 'node:timers/promises';
import { hubAgencyNames } from '@throughgate/contracts';
import {
  type PopulationOptions,
  type SimulatedPerson,
  type Step,
  simulate,
  simulatePlaces,
} from '@throughgate/population';
import type { Infrastructure } from '@throughgate/runtime';
import type { Logger } from '@throughgate/service';
import { openAgencyLoader } from '@throughgate/subgraph-kit';
import { agencies } from './agencies.ts';

/** People whose records go into one transaction for each agency: bounds memory, and what a crash repeats. */
const batchSize = 100;

/** Milliseconds for which people are simulated before what the databases answered is taken. */
const turn = 20;

/** What a load did. */
export interface Loaded {
  readonly people: number;
  readonly events: number;
  /** Files that existed before and were left as they are. */
  readonly skipped: number;
  /** An identifier of the first person. */
  readonly sample: string | undefined;
}

/**
 * Simulates people and loads their records into the agencies' databases. Running it again with the same options
 * writes nothing twice. `onProgress` is told the number of people loaded; `signal` stops it between batches.
 */
export async function writePopulation(
  options: PopulationOptions,
  databases: Infrastructure['databases'],
  logger: Logger,
  onProgress: (people: number) => void,
  signal: AbortSignal,
): Promise<Loaded> {
  const loaders = await Promise.all(
    hubAgencyNames.map((name) => openAgencyLoader(agencies[name], { databaseUrl: databases[name], logger })),
  );
  let people = 0;
  let events = 0;
  let skipped = 0;
  let sample: string | undefined;
  let writing = Promise.resolve();
  try {
    const load = async (steps: readonly Step[]) => {
      const results = await Promise.all(
        loaders.map((loader, index) =>
          loader.load(steps.filter(({ agency }) => agency === hubAgencyNames[index])),
        ),
      );
      for (const result of results) {
        events += result.events;
        skipped += result.skipped;
      }
    };
    // First the places, whose advisers and contacts people's records name.
    if (options.people > 0) await load(simulatePlaces(options));
    for await (const batch of batches(simulate(options))) {
      sample ??= batch[0]?.sampleIdentifiers.crn;
      // Each batch is simulated while the one before it is written: people have no file in common.
      await writing;
      signal.throwIfAborted();
      writing = load(batch.flatMap(({ steps }) => steps)).then(() => {
        people += batch.length;
        onProgress(people);
      });
      // It is awaited in its turn.
      writing.catch(() => undefined);
    }
    await writing;
    return { people, events, skipped, sample };
  } finally {
    await Promise.allSettled([writing]);
    await Promise.all(loaders.map((loader) => loader.close()));
  }
}

async function* batches(people: Iterable<SimulatedPerson>): AsyncGenerator<SimulatedPerson[]> {
  let batch: SimulatedPerson[] = [];
  let since = performance.now();
  for (const person of people) {
    batch.push(person);
    if (performance.now() - since > turn) {
      await setImmediate();
      since = performance.now();
    }
    if (batch.length === batchSize) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
