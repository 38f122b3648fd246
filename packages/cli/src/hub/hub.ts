import { join, resolve } from 'node:path';
import { operationText } from '@throughgate/contracts';
import { type RunningGateway, type SupergraphSource, startGateway } from '@throughgate/gateway';
import type { MeasuresOptions, RunningOutcomes } from '@throughgate/outcomes';
import type { RunningRegistry } from '@throughgate/registry';
import { createRegistryClient, type RegistryClient } from '@throughgate/registry-client';
import type { Infrastructure } from '@throughgate/runtime';
import type { RunningService } from '@throughgate/runtime/run-file';
import type { Settings } from '@throughgate/runtime/settings';
import type { Logger } from '@throughgate/service';
import type { RunningAgency } from '@throughgate/subgraph-kit';
import { followChanges, followRegistry } from './following-options.ts';
import { gatewaySettings } from './gateway-options.ts';
import { type HubIssuer, openHubIssuer } from './hub-issuer.ts';
import { hubPages } from './hub-pages.ts';
import { startHubRegistry } from './start-registry.ts';
import { startSubgraphs } from './start-subgraphs.ts';
import { whoAsks } from './who-asks.ts';

/** What stands behind a hub's gateway: five subgraphs and the registry, each on its own port. */
export interface BehindGateway {
  readonly agencies: readonly RunningAgency[];
  readonly outcomes: RunningOutcomes;
  readonly registry: RunningRegistry;
  /** Who says who asks. */
  readonly issuer: HubIssuer;
  /** Resolves when every change recorded before the call shows in journeys, and is in the store of measures. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/** A whole hub in this process. */
export interface Hub extends BehindGateway {
  readonly gateway: RunningGateway;
  /** All of them, the gateway first. */
  readonly services: readonly RunningService[];
  /** Stops the gateway first, so that nothing new comes in, then what it stands on. */
  stop(): Promise<void>;
}

/** What {@link startBehindGateway} starts with. */
export interface BehindGatewayOptions {
  readonly settings: Settings;
  readonly infrastructure: Infrastructure;
  readonly logger: Logger;
  /** Where measures are kept. @default not at all: a hub that only loads people answers nobody */
  readonly measures?: MeasuresOptions | undefined;
  /** A subgraph that runs elsewhere on this machine, and the supergraphs that it is part of. @default none */
  readonly local?: LocalSubgraph | undefined;
}

/** What a hub is started with. */
export interface HubOptions extends BehindGatewayOptions {
  /** What GraphiQL asks about at first. @default an identifier that nobody has */
  readonly identifier?: string | undefined;
}

/** A subgraph under development. */
export interface LocalSubgraph {
  readonly name: string;
  /** Its GraphQL endpoint. */
  readonly url: string;
  /** Makes the source of supergraphs that hold it, of what the registry has. */
  source(registry: RegistryClient): SupergraphSource;
  /** Starts it, as far as that is wanted, on the hub's infrastructure and with its issuer. What is returned ends it. */
  run(infrastructure: Infrastructure, issuerUrl: string): () => Promise<void>;
}

/** Starts the whole hub on an infrastructure. */
export async function startHub(options: HubOptions): Promise<Hub> {
  const { settings, infrastructure, logger, identifier = 'A1234BC', local } = options;
  await using cleanup = new AsyncDisposableStack();
  const behind = await startBehindGateway(options);
  cleanup.defer(() => behind.stop());
  const { agencies, outcomes, registry, issuer } = behind;
  const client = createRegistryClient({ url: registry.url, token: registry.gatewayToken });
  const own = [outcomes, ...agencies];
  const subgraphUrls = new Map(own.map(({ name, url }) => [name, url]));
  if (local) subgraphUrls.set(local.name, local.url);
  const gateway = await startGateway({
    ...gatewaySettings(settings, client),
    // What somebody tries out says nothing of what clients need.
    ...(local
      ? { source: local.source(client) }
      : followRegistry(client, infrastructure.eventLog, settings.data, logger)),
    ...followChanges(infrastructure.eventLog),
    serviceKey: infrastructure.serviceKey,
    ...whoAsks(settings, issuer.verifier, infrastructure.serviceKey, logger),
    subgraphUrls,
    readinessChecks: infrastructure.readinessChecks,
    requiredSubgraphs: own.map(({ name }) => name).filter((name) => name !== local?.name),
    defaultQuery: operationText('journey'),
    defaultVariables: { identifier },
    pages: hubPages(registry.url),
    // One address to scrape for the whole process, at a port that is known.
    metricsBeside: [...own, registry].map(({ service }) => service.metrics),
    logger,
  });
  cleanup.defer(() => gateway.stop());
  const owned = cleanup.move();
  return {
    ...behind,
    gateway,
    services: [
      { name: 'gateway', url: gateway.url },
      ...own.map(({ name, url }) => ({ name, url })),
      { name: 'registry', url: registry.url },
      ...issuer.services,
    ],
    stop: () => owned.disposeAsync(),
  };
}

/**
 * Starts a hub without its gateway: changes reach journeys, new contracts are published, and nobody is answered. It is what a
 * load of people needs.
 */
export async function startBehindGateway(options: BehindGatewayOptions): Promise<BehindGateway> {
  const { settings, infrastructure, logger, local } = options;
  await using cleanup = new AsyncDisposableStack();
  const issuer = await openHubIssuer(settings, logger, cleanup, local?.name);
  const [{ outcomes, agencies }, registry] = await Promise.all([
    startSubgraphs(settings, infrastructure, issuer.verifier, logger, cleanup, options.measures),
    startOwnRegistry().then((started) => {
      cleanup.defer(() => started.stop());
      return started;
    }),
  ]);
  const owned = cleanup.move();
  return {
    agencies,
    outcomes,
    registry,
    issuer,
    async settled() {
      await Promise.all(agencies.map((agency) => agency.relayed()));
      await outcomes.caughtUp();
      await outcomes.measures?.caughtUp();
    },
    stop: () => owned.disposeAsync(),
  };

  function startOwnRegistry(): Promise<RunningRegistry> {
    return startHubRegistry(settings.data, {
      databaseUrl: infrastructure.databases.registry,
      eventLog: infrastructure.eventLog,
      // Whoever is to reach it from elsewhere starts it alone, as docker-compose.yml does.
      host: '127.0.0.1',
      port: settings.registryPort,
      portSetting: 'HUB_REGISTRY_PORT',
      verifier: issuer.verifier,
      gatewayTokenFile: join(resolve(settings.data), 'registry-gateway-token'),
      logger,
    });
  }
}
