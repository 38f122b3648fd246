import { type HubSubgraph, hubSubgraphNames } from '@throughgate/contracts';
import { testDatabase } from '@throughgate/testkit';
import { type HubProcess, startHubProcess } from './hub-process.ts';

/** A whole hub whose services are processes of their own, on PostgreSQL, so that one can be killed while the others go on. */
export interface Services extends AsyncDisposable {
  /** The gateway's address. */
  readonly url: string;
  /** Ends a service at once, as a crash does. */
  kill(name: HubSubgraph): Promise<void>;
}

const serviceKey = 'the key of these tests, long enough for a key';

/** Starts the subgraphs and a gateway over them; disposing ends all of them. */
export async function startServices(): Promise<Services> {
  await using cleanup = new AsyncDisposableStack();
  const events = cleanup.use(await testDatabase());
  const subgraphs = new Map<HubSubgraph, HubProcess>();
  for (const name of hubSubgraphNames) {
    const { url } = cleanup.use(await testDatabase());
    const service = startHubProcess(['start', name], {
      DATABASE_URL: url,
      HUB_EVENTS_DATABASE_URL: events.url,
      HUB_SERVICE_KEY: serviceKey,
    });
    cleanup.defer(async () => void (await service.stop()));
    subgraphs.set(name, service);
  }
  const urls = new Map<HubSubgraph, string>();
  for (const [name, { ready }] of subgraphs) urls.set(name, await ready);
  const gateway = startHubProcess(['gateway', '--supergraph', 'schemas/supergraph.graphql'], {
    HUB_SERVICE_KEY: serviceKey,
    HUB_SUBGRAPH_URLS: [...urls].map((pair) => pair.join('=')).join(','),
  });
  cleanup.defer(async () => void (await gateway.stop()));
  const url = await gateway.ready;
  const started = cleanup.move();
  return {
    url,
    async kill(name) {
      await subgraphs.get(name)?.stop('SIGKILL');
    },
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}
