import { existsSync, readFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { PopulationOptions } from '@throughgate/population';
import type { Infrastructure } from '@throughgate/runtime';
import type { Logger } from '@throughgate/service';
import writeFileAtomic from 'write-file-atomic';
import { showProgress } from '../progress.ts';
import type { PopulationNews, PopulationTask } from './population-thread.ts';
import type { Loaded } from './write-population.ts';

/**
 * Simulates people and loads their records into the agencies' databases, on a thread of its own: the relays and projections
 * of this process, which bring the events to journeys, have a core for themselves. `onProgress` is told the number of people
 * loaded; `signal` stops it between batches, which rejects with its reason.
 */
export async function loadPopulation(
  options: PopulationOptions,
  { databases }: Pick<Infrastructure, 'databases'>,
  logger: Logger,
  onProgress: (people: number) => void,
  signal: AbortSignal,
): Promise<Loaded> {
  signal.throwIfAborted();
  const workerData: PopulationTask = {
    options,
    databases: { ...databases },
    logLevel: logger.level as PopulationTask['logLevel'],
  };
  const file = new URL(`./population-thread${extname(import.meta.url)}`, import.meta.url);
  // Without a bound for new objects V8 would take 128 MiB for them.
  const worker = new Worker(file, { workerData, resourceLimits: { maxYoungGenerationSizeMb: 32 } });
  const stop = () => worker.postMessage('stop');
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await new Promise<Loaded>((resolve, reject) => {
      worker.on('message', (news: PopulationNews) => {
        if ('loaded' in news) resolve(news.loaded);
        else onProgress(news.people);
      });
      worker.on('error', reject);
      worker.on('exit', () =>
        reject(new Error('The thread that loads people ended before they were loaded')),
      );
    });
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    signal.removeEventListener('abort', stop);
    await worker.terminate();
  }
}

/** As {@link loadPopulation}, with its progress shown on standard error. */
export async function loadShowingProgress(
  title: string,
  options: PopulationOptions,
  infrastructure: Pick<Infrastructure, 'databases'>,
  logger: Logger,
  signal: AbortSignal,
): Promise<Loaded> {
  const progress = showProgress(title, 'people');
  const show = (people: number) => progress.update(people, options.people);
  const loaded = await loadPopulation(options, infrastructure, logger, show, signal);
  progress.finish();
  return loaded;
}

/** What is remembered of the population that the first start loaded. */
export interface FirstPopulation {
  readonly people: number;
  readonly sample?: string | undefined;
}

const markerFile = (directory: string) => join(resolve(directory), 'population.json');

/** The population that a finished load left in the hub of a data directory, if any. */
export function firstPopulation(directory: string): FirstPopulation | undefined {
  const file = markerFile(directory);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as FirstPopulation) : undefined;
}

/** Remembers that a load finished, so that the next start need not look. Half a file would keep the hub from starting. */
export function rememberPopulation(directory: string, population: FirstPopulation): void {
  writeFileAtomic.sync(markerFile(directory), JSON.stringify(population));
}
