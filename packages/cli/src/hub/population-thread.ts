import { parentPort, workerData } from 'node:worker_threads';
import type { PopulationOptions } from '@throughgate/population';
import type { Infrastructure } from '@throughgate/runtime';
import { createLogger } from '@throughgate/service';
import { type Loaded, writePopulation } from './write-population.ts';

/** What the thread that writes people is started with. */
export interface PopulationTask {
  readonly options: PopulationOptions;
  readonly databases: Infrastructure['databases'];
  readonly logLevel: Parameters<typeof createLogger>[0];
}

/** What the thread tells: how many people are loaded, and at the end what was. It takes any message as the request to stop. */
export type PopulationNews = { readonly people: number } | { readonly loaded: Loaded };

const { options, databases, logLevel } = workerData as PopulationTask;
const stopping = new AbortController();
parentPort?.once('message', () => stopping.abort());
const tell = (news: PopulationNews) => parentPort?.postMessage(news);
tell({
  loaded: await writePopulation(
    options,
    databases,
    createLogger(logLevel),
    (people) => tell({ people }),
    stopping.signal,
  ),
});
