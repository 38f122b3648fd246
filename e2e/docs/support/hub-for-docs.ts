import { readFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import getPort from 'get-port';
import { startHubProcess, temporaryDirectory } from '../../support/hub-process.ts';
import { issuerOf, tokenOf } from '../../support/tokens.ts';
import type { Gateway } from './page-table.ts';

/** A hub as the guides speak of it, started as a reader would. */
export interface HubForDocs extends AsyncDisposable {
  /** Base URL of a gateway, without a path. */
  urlOf(gateway: Gateway): string;
  /** A token of a persona. @default the one that may everything */
  tokenOf(persona?: string): Promise<string>;
  /** Settings by which `hub` finds it. */
  readonly settings: Readonly<Record<string, string>>;
  /** What the start printed. */
  readonly printed: string;
  /** A base URL at which the whole hub answers, too, and the headers of what was asked there. */
  readonly recorded: { readonly url: string; readonly headers: IncomingHttpHeaders[] };
}

/** One person of the default population is enough: the guides ask about no other. */
const people = '1';
const serviceKey = 'a key that only the test of the guides has';

/** Starts the hub with the default population, and beside it a gateway for which prisons refuses connections. */
export async function startHubForDocs(): Promise<HubForDocs> {
  const cleanup = new AsyncDisposableStack();
  try {
    const data = cleanup.use(temporaryDirectory());
    const hub = startHubProcess(['up'], {
      HUB_DATA: data.path,
      HUB_PEOPLE: people,
      HUB_SERVICE_KEY: serviceKey,
    });
    cleanup.defer(async () => void (await hub.stop()));
    const { origin } = new URL(await hub.ready);
    const { services } = JSON.parse(readFileSync(join(data.path, 'run.json'), 'utf8')) as {
      services: { name: string; url: string }[];
    };
    const issuer = issuerOf(data.path) ?? '';
    const port = await getPort({ host: '127.0.0.1' });
    const addresses = services
      .filter(({ name }) => !['gateway', 'registry', 'issuer'].includes(name))
      .map(({ name, url }) => `${name}=${name === 'prisons' ? `http://127.0.0.1:${port}/graphql` : url}`);
    const other = startHubProcess(['start', 'gateway'], {
      HUB_DATA: join(data.path, 'other'),
      HUB_SERVICE_KEY: serviceKey,
      HUB_ISSUER: issuer,
      HUB_SUBGRAPH_URLS: addresses.join(','),
    });
    cleanup.defer(async () => void (await other.stop()));
    const urls: Record<Gateway, string> = {
      hub: origin,
      'hub without prisons': new URL(await other.ready).origin,
    };
    const headers: IncomingHttpHeaders[] = [];
    const recorded = { url: await record(origin, headers, cleanup), headers };
    const owned = cleanup.move();
    return {
      urlOf: (gateway) => urls[gateway],
      tokenOf: (persona) => tokenOf(issuer, persona),
      settings: { HUB_DATA: data.path },
      printed: hub.stdout(),
      recorded,
      [Symbol.asyncDispose]: () => owned.disposeAsync(),
    };
  } catch (error) {
    await cleanup.disposeAsync();
    throw error;
  }
}

/** Passes requests on to `origin` and notes their headers. Returns its own base URL. */
async function record(
  origin: string,
  headers: IncomingHttpHeaders[],
  cleanup: AsyncDisposableStack,
): Promise<string> {
  const server = createServer((incoming, outgoing) => {
    headers.push(incoming.headers);
    const { method, headers: given, url = '/' } = incoming;
    // One connection for each request, both ways: none is idle, and none closed when it is used again.
    const passed = request(new URL(url, origin), { method, headers: given, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, connection: 'close' });
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    // Whoever subscribes goes when they like.
    outgoing.on('close', () => passed.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanup.defer(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the recording server has no address');
  return `http://127.0.0.1:${address.port}`;
}
