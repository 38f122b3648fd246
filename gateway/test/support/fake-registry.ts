import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRegistryClient, type RegistryClient, type UsageReport } from '@throughgate/registry-client';

/** What the registry answers to a question for the supergraph. */
interface Live {
  readonly digest: string;
  readonly sdl: string;
  readonly composedAt: string;
}

/** The endpoints of the registry's API that a gateway uses, over HTTP. */
export interface FakeRegistry extends AsyncDisposable {
  readonly client: RegistryClient;
  readonly url: string;
  /** Every request's method, path and body, as they came; what gateways say that they serve is in `serving`. */
  readonly requests: { readonly method: string; readonly path: string; readonly body: string }[];
  /** Reports that counted: a repeated one only once, as in the registry. */
  readonly reports: UsageReport[];
  /** What each gateway said last, by its process; one that stopped is not there. */
  readonly serving: Map<string, { readonly serving: string; readonly refused: string | null }>;
  /** Makes a supergraph the live one. `digest` may be a wrong one. */
  publish(sdl: string, digest?: string): string;
  /** Takes a report and lets the connection break before the answer. @default false */
  loseAnswers: boolean;
  /** No connection is accepted any more. */
  goDown(): Promise<void>;
  /** It listens again, at the same address. */
  comeBack(): Promise<void>;
}

/** Starts the registry on a free port. */
export async function startFakeRegistry(sdl?: string): Promise<FakeRegistry> {
  let live: Live | undefined;
  let server: Server | undefined;
  const requests: FakeRegistry['requests'] = [];
  const counted = new Map<string, UsageReport>();
  const serving: FakeRegistry['serving'] = new Map();
  const port = await listen(0);
  const url = `http://127.0.0.1:${port}`;

  const registry: FakeRegistry = {
    client: createRegistryClient({ url, token: 'a token of the test' }),
    url,
    requests,
    serving,
    get reports() {
      return [...counted.values()];
    },
    publish(text, digest = sha256(text)) {
      live = { digest, sdl: text, composedAt: '2026-11-22T10:00:00.000Z' };
      return digest;
    },
    loseAnswers: false,
    async goDown() {
      const closing = server;
      server = undefined;
      closing?.closeAllConnections();
      if (closing) await new Promise((resolve) => closing.close(resolve));
    },
    async comeBack() {
      await listen(port);
    },
    [Symbol.asyncDispose]: () => registry.goDown(),
  };
  if (sdl !== undefined) registry.publish(sdl);
  return registry;

  async function listen(at: number): Promise<number> {
    const listening = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request.setEncoding('utf8')) body += chunk;
      const { method = '', url: path = '' } = request;
      const [, instance] = /^\/v1\/gateways\/(.+)$/.exec(path) ?? [];
      if (instance !== undefined) {
        if (method === 'DELETE') serving.delete(instance);
        else serving.set(instance, JSON.parse(body));
        response.writeHead(204).end();
        return;
      }
      requests.push({ method, path, body });
      const json = (status: number, value: unknown) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
      if (method === 'POST' && path === '/v1/usage') {
        const report = JSON.parse(body) as UsageReport;
        if (!counted.has(report.id)) counted.set(report.id, report);
        if (registry.loseAnswers) response.destroy();
        else response.writeHead(204).end();
      } else if (path === '/v1/supergraph' && live) {
        if (request.headers['if-none-match'] === `"${live.digest}"`) response.writeHead(304).end();
        else json(200, live);
      } else {
        json(404, {
          type: 'about:blank',
          title: 'Not found',
          status: 404,
          detail: 'There is no supergraph yet.',
          code: 'HUB-C050',
          fix: 'Publish a subgraph.',
        });
      }
    });
    await new Promise<void>((resolve) => listening.listen(at, '127.0.0.1', resolve));
    server = listening;
    return (listening.address() as AddressInfo).port;
  }
}

function sha256(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
