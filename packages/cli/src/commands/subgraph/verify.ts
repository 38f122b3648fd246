import { verifySubgraph } from '@throughgate/conformance';
import type { EventSources, SourceFile } from '@throughgate/registry-client';
import { findEventLog, findSubgraphKey } from '@throughgate/runtime';
import type { Settings } from '@throughgate/runtime/settings';
import { createLogger } from '@throughgate/service';
import { readEventFiles } from '../../input/read-event-files.ts';
import { readText, sourcePath } from '../../input/read-text.ts';
import type { Outcome } from '../../output/outcome.ts';
import { connectRegistry } from '../../registry/connect-registry.ts';
import { verifyOutcome } from './verify-outcome.ts';
import { verifyingCaller } from './verifying-caller.ts';

/** What `hub subgraph verify` is given. */
export interface VerifyCommandOptions {
  readonly name: string;
  /** Its GraphQL endpoint. @default the published routing URL */
  readonly url?: string;
  /** File of the schema that it must serve. @default the published schema */
  readonly schema?: string;
  /** File of its AsyncAPI document. @default what is published; with `schema`, none */
  readonly events?: string;
  /** Folder of fixtures. */
  readonly fixtures: string;
  readonly maxLatency?: number;
  /** Only events that were recorded from then on. */
  readonly since?: Date;
}

/**
 * `hub subgraph verify`: whether a subgraph at a URL does what the gateway relies on. What is not given is asked of
 * the registry; the event log and the subgraph's key are those of the settings or of the hub that runs here.
 */
export async function verify(settings: Settings, options: VerifyCommandOptions): Promise<Outcome> {
  const { name, fixtures, maxLatency, since } = options;
  const { schema, events, url } = await whatToVerify(settings, options);
  await using cleanup = new AsyncDisposableStack();
  const aborting = new AbortController();
  const stop = (signal: NodeJS.Signals) =>
    aborting.abort(new Error(`${signal}: the verification was given up`));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  cleanup.defer(() => void process.off('SIGINT', stop).off('SIGTERM', stop));
  const log = events === null ? undefined : findEventLog(settings, createLogger(settings.logLevel));
  if (log) cleanup.defer(() => log.close());
  const report = await verifySubgraph({
    name,
    url,
    fixtures,
    published: { sdl: schema.text, path: schema.path },
    events: log && { log, sources: events ?? undefined, since },
    serviceKey: findSubgraphKey(name, settings),
    caller: await verifyingCaller(settings, schema.text),
    maxLatency,
    signal: aborting.signal,
  });
  return verifyOutcome(report);
}

interface Verified {
  readonly schema: SourceFile;
  /** `undefined` when none are published, null when they are not to be verified. */
  readonly events: EventSources | undefined | null;
  readonly url: string;
}

async function whatToVerify(settings: Settings, options: VerifyCommandOptions): Promise<Verified> {
  const { name, schema, events, url } = options;
  const given = {
    ...(schema === undefined ? {} : { schema: { path: sourcePath(schema), text: await readText(schema) } }),
    ...(events === undefined ? {} : { events: await readEventFiles(events) }),
  };
  if (given.schema && url !== undefined) return { schema: given.schema, events: given.events ?? null, url };
  const published = await connectRegistry(settings).version(name, 'live');
  return {
    schema: given.schema ?? published.schema,
    events: given.events ?? (given.schema ? null : (published.events ?? undefined)),
    url: url ?? published.routingUrl,
  };
}
