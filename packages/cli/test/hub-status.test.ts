import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createSilentServer, type Server as SilentServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { status } from '../src/commands/hub/status.ts';
import { readSamples } from '../src/status/read-samples.ts';

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean();
});

/** A data directory on which this process is the hub that runs. */
function dataDirectory(run: object): string {
  const directory = mkdtempSync(join(tmpdir(), 'throughgate-status-'));
  cleanups.push(() => rmSync(directory, { recursive: true }));
  writeFileSync(join(directory, 'run.json'), JSON.stringify({ pid: process.pid, ...run }));
  return directory;
}

async function listen(server: Server | SilentServer): Promise<string> {
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  return typeof address === 'object' && address ? `127.0.0.1:${address.port}` : expect.fail('no port');
}

/** A service that answers so. Gives its address. */
async function service(code: number, readiness: object, metrics = ''): Promise<string> {
  const server = createServer((request, response) => {
    if (request.url === '/metrics') response.end(metrics);
    else if (request.url === '/health/ready') response.writeHead(code).end(JSON.stringify(readiness));
    else response.writeHead(404).end();
  });
  cleanups.push(() => void server.close());
  return `http://${await listen(server)}`;
}

/** Something that takes connections and never says a word. Gives its host and port. */
async function silence(): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createSilentServer((socket) => void sockets.add(socket.on('error', () => undefined)));
  cleanups.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return listen(server);
}

const metrics = `# HELP throughgate_relay_backlog Events that wait in the outbox
# TYPE throughgate_relay_backlog gauge
throughgate_relay_backlog{agency="prisons",service="prisons"} 7
throughgate_relay_lag_seconds{agency="prisons",service="prisons"} 61.5
throughgate_relay_parked{agency="prisons",service="prisons"} 2
throughgate_projection_lag{projection="journey",service="outcomes"} 12
gateway_supergraph_info{digest="3f9a01",service="gateway"} 1
`;

describe('hub status', () => {
  it('says that no hub runs, and fails', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'throughgate-status-'));
    cleanups.push(() => rmSync(directory, { recursive: true }));
    const { success, text, data } = await status({ data: directory });
    expect(success).toBe(false);
    expect(text).toBe(`No hub runs on ${directory}. \`hub up\` starts one.\n`);
    expect(data).toMatchObject({ state: 'stopped', process: null });
  });

  it('says what is missing where, and how far events are', async () => {
    const closed = await listen(createServer());
    const gateway = await service(
      503,
      { ready: false, checks: { 'subgraph prisons': 'no answer' } },
      metrics,
    );
    const prisons = await service(503, { ready: false, checks: { database: 'it is away', relay: 'ok' } });
    const directory = dataDirectory({
      databases: { outcomes: `postgresql://outcomes:hidden@${closed}/outcomes` },
      services: [
        { name: 'gateway', url: `${gateway}/graphql` },
        { name: 'prisons', url: `${prisons}/graphql` },
        { name: 'registry', url: await service(200, { ready: true, checks: { database: 'ok' } }) },
      ],
    });
    const { success, text, data } = await status({ data: directory });
    expect(success).toBe(false);
    expect(data).toMatchObject({
      state: 'not ready',
      supergraph: '3f9a01',
      relays: [{ agency: 'prisons', backlog: 7, lagSeconds: 61.5, parked: 2 }],
      projections: [{ projection: 'journey', lag: 12 }],
      deadLetters: null,
      services: [{ ready: false }, { ready: false, checks: { database: 'it is away' } }, { ready: true }],
    });
    expect(text).toContain('is not ready: gateway, prisons.');
    expect(text).toMatch(/^prisons +not ready +http:\S+ +7 +62 s +2 +database: it is away$/m);
    expect(text).not.toContain('hidden');
  });

  it('ends where nothing answers: services and the database hang', async () => {
    const hanging = await silence();
    const directory = dataDirectory({
      databases: { outcomes: `postgresql://outcomes:x@${hanging}/outcomes` },
      services: [{ name: 'gateway', url: `http://${hanging}/graphql` }],
    });
    const { success, data } = await status({ data: directory });
    expect(success).toBe(false);
    expect(data).toMatchObject({
      state: 'not ready',
      supergraph: null,
      deadLetters: null,
      services: [{ name: 'gateway', ready: false, problem: 'no answer in 4 s' }],
    });
  });

  it('tells a service from something else that took its port', async () => {
    const other = createServer((_request, response) => response.end('"hello"'));
    cleanups.push(() => void other.close());
    const url = `http://${await listen(other)}`;
    const directory = dataDirectory({
      databases: { outcomes: 'postgresql://127.0.0.1:1/x' },
      services: [{ name: 'gateway', url }],
    });
    const { data } = await status({ data: directory });
    expect(data).toMatchObject({
      services: [{ ready: false, problem: 'no answer of a service, but HTTP status 200' }],
    });
  });

  it('knows of a hub of an earlier version what that told: its registry', async () => {
    const registryUrl = await service(200, { ready: true, checks: {} });
    const directory = dataDirectory({ databases: { outcomes: 'postgresql://127.0.0.1:1/x' }, registryUrl });
    const { success, data } = await status({ data: directory });
    expect(success).toBe(true);
    expect(data).toMatchObject({ version: null, services: [{ name: 'registry', ready: true }] });
  });

  it('is not ready while the first people are loaded, nor before anything is served', async () => {
    const url = await service(200, { ready: true, checks: {} });
    const databases = { outcomes: 'postgresql://127.0.0.1:1/x' };
    const loading = dataDirectory({ databases, services: [{ name: 'gateway', url }], loading: true });
    expect(await status({ data: loading })).toMatchObject({ success: false, data: { state: 'loading' } });
    const starting = dataDirectory({ databases });
    expect(await status({ data: starting })).toMatchObject({
      success: false,
      data: { state: 'no services' },
    });
  });
});

it('samples are read with their labels, whatever these hold', () => {
  const text =
    'a_total{x="1, \\"2\\"}",y="b\\\\n\\n"} 3\na_total_b{x="other"} 4\na_total 5e-3\n# a_total 9\n';
  expect(readSamples(text, 'a_total')).toEqual([
    { labels: { x: '1, "2"}', y: 'b\\n\n' }, value: 3 },
    { labels: {}, value: 0.005 },
  ]);
});
