import { kafkaEnvironment } from '@throughgate/runtime';
import type { Settings } from '@throughgate/runtime/settings';
import { type Logger, subgraphKey } from '@throughgate/service';
import { localSource } from '../../dev/local-source.ts';
import { runBeside } from '../../dev/run-beside.ts';
import type { LocalSubgraph } from '../../hub/hub.ts';
import { connectRegistry } from '../../registry/connect-registry.ts';
import { up } from './up.ts';

/** The subgraph under development. */
export interface DevOptions {
  readonly name: string;
  /** File of its schema. */
  readonly schema: string;
  /** File of its AsyncAPI document. */
  readonly events?: string;
  /** Its GraphQL endpoint. */
  readonly url: string;
  /** Whether databases at DATABASE_URL that are another hub's are taken from it. */
  readonly takeOver: boolean;
}

/**
 * `hub dev`: the hub, as `hub up` starts it, with a local subgraph composed in over what the registry has, anew at each
 * save. With a command it is started too, with the address and key under which the gateway expects the subgraph.
 */
export async function dev(
  [file, ...rest]: readonly string[],
  { name, schema, events, url, takeOver }: DevOptions,
  settings: Settings,
  logger: Logger,
): Promise<void> {
  const local: LocalSubgraph = {
    name,
    url,
    // A team's registry, where one is named: what it has is what the subgraph will have to fit.
    source: (own) =>
      localSource(
        settings.registryUrl === undefined ? own : connectRegistry(settings),
        { name, schema, events, routingUrl: url },
        (text) => process.stdout.write(text),
      ),
    run({ serviceKey, databases }, issuerUrl) {
      if (file === undefined) return async () => undefined;
      const port = new URL(url).port || '80';
      const environment = {
        PORT: port,
        HUB_SUBGRAPH_KEY: subgraphKey(serviceKey, name),
        HUB_ISSUER: issuerUrl,
        HUB_AUDIENCE: settings.audience,
        HUB_ROLES_CLAIM: settings.rolesClaim,
        HUB_EVENTS_DATABASE_URL: databases.events,
        // Its events go where the hub reads them, by whatever settings that is reached.
        ...kafkaEnvironment(settings),
      };
      return runBeside({ name, command: [file, ...rest], environment });
    },
  };
  await up(settings, logger, { local, takeOver });
}
