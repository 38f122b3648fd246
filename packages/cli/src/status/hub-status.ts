import { resolve } from 'node:path';
import { readRunFile } from '@throughgate/runtime/run-file';
import { askService, fetchMetrics, type ServiceStatus } from './ask-service.ts';
import { countDeadLetters } from './count-dead-letters.ts';
import { readSamples } from './read-samples.ts';

/**
 * `ready`: everything is. `not ready`: a service is not, or does not answer. `loading`: the first population is under
 * way. `no services`: a process has the data directory and serves nothing, as at the beginning of a start, and while
 * another command works there. `stopped`: there is none.
 */
export type HubState = 'ready' | 'not ready' | 'loading' | 'no services' | 'stopped';

/** How far the events of an agency, or of the registry, are. */
export interface RelayStatus {
  readonly agency: string;
  readonly backlog: number;
  readonly lagSeconds: number;
  readonly parked: number;
}

/** How the hub of a data directory is. What could not be found out is `null`. */
export interface HubStatus {
  readonly state: HubState;
  /** The data directory. */
  readonly directory: string;
  /** Process of the hub. */
  readonly process: number | null;
  /** Its version. */
  readonly version: string | null;
  /** When it was started, ISO 8601 in UTC. */
  readonly startedAt: string | null;
  /** `host:port` of its PostgreSQL. */
  readonly database: string | null;
  /** Issuer whose tokens it takes. */
  readonly issuer: string | null;
  readonly services: readonly ServiceStatus[];
  /** Digest of the supergraph that the gateway serves. */
  readonly supergraph: string | null;
  /**
   * Of each agency and the registry: events that wait in its outbox, the age of the oldest in seconds, and events that
   * the log will never take as they are.
   */
  readonly relays: readonly RelayStatus[];
  /** Of each projection: records on the log that are still to be applied. */
  readonly projections: readonly { readonly projection: string; readonly lag: number }[];
  /** Dead letters that wait: neither replayed nor dismissed. */
  readonly deadLetters: number | null;
}

/** Finds out how the hub of a data directory is, within a few seconds even where something hangs. */
export async function hubStatus(data: string): Promise<HubStatus> {
  const directory = resolve(data);
  const run = readRunFile(directory);
  if (run === undefined) return { ...nothing, state: 'stopped', directory };
  const {
    registryUrl,
    services = registryUrl === undefined ? [] : [{ name: 'registry', url: registryUrl }],
  } = run;
  const gateway = services.find(({ name }) => name === 'gateway');
  const [asked, metrics, deadLetters] = await Promise.all([
    Promise.all(services.map(askService)),
    gateway && fetchMetrics(gateway.url),
    services.length === 0 ? undefined : countDeadLetters(run.databases.outcomes),
  ]);
  return {
    ...nothing,
    state: stateOf(asked, run.loading ?? false),
    directory,
    process: run.pid,
    version: run.version ?? null,
    startedAt: run.startedAt ?? null,
    database: URL.parse(run.databases.outcomes)?.host ?? null,
    issuer: run.issuerUrl ?? null,
    services: asked,
    ...(metrics === undefined ? {} : readMetrics(metrics)),
    deadLetters: deadLetters ?? null,
  };
}

const nothing = {
  process: null,
  version: null,
  startedAt: null,
  database: null,
  issuer: null,
  services: [],
  supergraph: null,
  relays: [],
  projections: [],
  deadLetters: null,
} satisfies Partial<HubStatus>;

function stateOf(services: readonly ServiceStatus[], loading: boolean): HubState {
  if (services.length === 0) return 'no services';
  if (!services.every(({ ready }) => ready)) return 'not ready';
  return loading ? 'loading' : 'ready';
}

function readMetrics(text: string): Pick<HubStatus, 'supergraph' | 'relays' | 'projections'> {
  const gaugeOf = (metric: string, agency: string) =>
    readSamples(text, metric).find(({ labels }) => labels['agency'] === agency)?.value ?? 0;
  return {
    supergraph: readSamples(text, 'gateway_supergraph_info')[0]?.labels['digest'] ?? null,
    relays: readSamples(text, 'throughgate_relay_backlog').map(({ labels: { agency = '' }, value }) => ({
      agency,
      backlog: value,
      lagSeconds: gaugeOf('throughgate_relay_lag_seconds', agency),
      parked: gaugeOf('throughgate_relay_parked', agency),
    })),
    projections: readSamples(text, 'throughgate_projection_lag').map(
      ({ labels: { projection = '' }, value }) => ({ projection, lag: value }),
    ),
  };
}
