import type { EventLog } from '@throughgate/events';
import type { RegistryClient } from '@throughgate/registry-client';
import { digestOf } from '@throughgate/registry-client/digest';
import type { Logger } from '@throughgate/service';
import { fetchSupergraph } from './fetch-supergraph.ts';
import { followRegistry } from './follow-registry.ts';
import { readLastGoodCopy, writeLastGoodCopy } from './last-good-copy.ts';
import { type Listening, listenForSupergraphs } from './listen-for-supergraphs.ts';
import { readRegistry } from './read-registry.ts';
import { reportServing, type ServingReport } from './serving-report.ts';
import type { SourcedSupergraph, SupergraphCandidate, SupergraphSource } from './supergraph-source.ts';

/** What {@link registrySource} is made from. */
export interface RegistrySourceOptions {
  readonly client: Pick<RegistryClient, 'supergraph' | 'reportServing' | 'reportStopped'>;
  readonly logger: Logger;
  /** Tells at once that there is a new supergraph; it stays open. @default none: the registry is only polled */
  readonly eventLog?: EventLog | undefined;
  /** File for the last supergraph that the gateway served from the registry. @default none is kept */
  readonly lastGoodCopy?: string | undefined;
  /** Supergraph for a start with neither registry nor last good copy. @default none */
  readonly fallbackSdl?: string | undefined;
  /** Milliseconds between questions whether there is a new supergraph. @default 10000 */
  readonly pollInterval?: number;
  /** Milliseconds between reports of what is served. @default 10000 */
  readonly reportInterval?: number;
  /** How long a starting gateway waits for the registry, in milliseconds. @default 5000 */
  readonly startTimeout?: number;
}

/**
 * Makes the source that follows a registry. The registry may be down at any time: a gateway then starts with its last
 * good copy and serves on with what it has.
 */
export function registrySource(options: RegistrySourceOptions): SupergraphSource {
  const { client, logger, eventLog, lastGoodCopy, fallbackSdl } = options;
  const { pollInterval = 10_000, startTimeout = 5_000, reportInterval: interval = 10_000 } = options;
  const stopping = new AbortController();
  let following: Promise<void> | undefined;
  let listening: Listening | undefined;
  let report: ServingReport | undefined;
  const registry: SupergraphCandidate = {
    origin: 'the registry',
    read: () => readRegistry(client, { timeout: startTimeout, signal: stopping.signal }),
  };

  return {
    candidates: [
      registry,
      ...(lastGoodCopy === undefined
        ? []
        : [{ origin: `the last good copy ${lastGoodCopy}`, read: () => readLastGoodCopy(lastGoodCopy) }]),
      ...(fallbackSdl === undefined
        ? []
        : [
            {
              origin: 'the supergraph that comes with the hub',
              read: async () => ({ digest: digestOf(fallbackSdl), sdl: fallbackSdl }),
            },
          ]),
    ],
    follows: true,
    follow(serving, origin, offer) {
      const fromRegistry = origin === registry;
      const reporting = reportServing({ client, logger, serving: serving.digest, interval });
      report = reporting;
      const follower = followRegistry({
        fetch: (unless) => fetchSupergraph(client, { unless, timeout: 30_000, signal: stopping.signal }),
        known: serving.digest,
        reachable: fromRegistry,
        pollInterval,
        logger,
        signal: stopping.signal,
        async onSupergraph(next) {
          // One that serves already may still be missing on disk, when the gateway began with another origin's.
          const result = await offer(next);
          if (result === 'refused') reporting.refuses(next.digest);
          else if (result !== 'skipped') reporting.serves(next.digest);
          if (result === 'switched' || result === 'unchanged') await keep(next);
        },
      });
      following = Promise.all([fromRegistry ? keep(serving) : undefined, follower.done]).then(() => {});
      listening = eventLog && listenForSupergraphs({ eventLog, logger, onPublished: follower.askNow });
    },
    async stop() {
      stopping.abort();
      await Promise.all([following, listening?.stop(), report?.stop()]);
    },
  };

  async function keep(supergraph: SourcedSupergraph): Promise<void> {
    if (lastGoodCopy === undefined) return;
    try {
      await writeLastGoodCopy(lastGoodCopy, supergraph);
    } catch (error) {
      logger.warn(
        { lastGoodCopy, err: error },
        'the last good copy of the supergraph could not be written; the gateway could not start without the registry',
      );
    }
  }
}
