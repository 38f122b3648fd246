import { setTimeout } from 'node:timers/promises';
import { type GatewayState, type RegistryClient, RegistryClientError } from '@throughgate/registry-client';
import { count } from '../output/plain.ts';
import { allPages } from './all-pages.ts';

/** Whether gateways serve a supergraph. */
export interface Served {
  /**
   * `serving`: all do. `none`: no gateway reports to the registry. `late`: some did not within the time. `refused`: some cannot
   * load it. `not waited`: nobody asked.
   */
  readonly status: 'serving' | 'none' | 'late' | 'refused' | 'not waited';
  readonly gateways: readonly GatewayState[];
  /** Those that do not serve it. */
  readonly missing: readonly GatewayState[];
  readonly milliseconds: number;
}

/** Milliseconds between questions: gateways take some hundreds to a few thousand. */
const pause = 150;

/**
 * Waits until every gateway that reports to the registry serves a supergraph, or a later one that is live by then; at most so
 * many seconds, and not at all for `false`. `tell` gets a line for the person who waits.
 */
export async function awaitGateways(
  registry: RegistryClient,
  digest: string,
  seconds: number | false,
  tell: (text: string) => void,
): Promise<Served> {
  const begin = performance.now();
  const served = (status: Served['status'], gateways: readonly GatewayState[] = []): Served => ({
    status,
    gateways,
    missing: gateways.filter(lacks),
    milliseconds: Math.round(performance.now() - begin),
  });
  const lacks = ({ serving, isLive }: GatewayState) => serving !== digest && !isLive;
  if (seconds === false) return served('not waited');
  let waiting = false;
  for (;;) {
    const gateways = await readGateways(registry);
    if (gateways.length === 0) return served('none');
    const missing = gateways.filter(lacks);
    if (missing.length === 0) return served('serving', gateways);
    if (missing.every(({ refused }) => refused === digest)) return served('refused', gateways);
    if (performance.now() - begin > seconds * 1_000) return served('late', gateways);
    if (!waiting)
      tell(`Waiting for ${count(missing.length, 'gateway')} to serve it (--no-wait does not wait)\n`);
    waiting = true;
    await setTimeout(pause);
  }
}

/** The gateways that report; none to a registry that is older than such reports. */
async function readGateways(registry: RegistryClient): Promise<GatewayState[]> {
  try {
    return await allPages((page) => registry.gateways(page));
  } catch (error) {
    if (error instanceof RegistryClientError && error.code === 'HUB-C049') return [];
    throw error;
  }
}
