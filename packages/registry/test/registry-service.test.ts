import { randomUUID } from 'node:crypto';
import { OperatorError } from '@throughgate/service';
import { type BreakableConnection, breakableConnection } from '@throughgate/testkit';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { homes, proposal, wards } from './support/proposals.ts';
import { refusal } from './support/refusal.ts';
import { startRegistryForTest } from './support/running-registry.ts';

describe('a registry', () => {
  it('publishes what comes with the hub before it listens, and operations that keep it working', async () => {
    const operations = { client: 'hub', operations: [{ name: '', document: '{ home(id: 1) { rooms } }' }] };
    await using registry = await startRegistryForTest({
      bootstrap: { subgraphs: [homes, wards], operations },
    });
    expect((await registry.admin.subgraphs()).items.map(({ name }) => name)).toEqual(['homes', 'wards']);
    const without = proposal(
      'homes',
      homes.schema.text.split('\n').slice(1).join('\n').replace('rooms', 'beds'),
    );
    const { success, findings } = await registry.admin.check({ subgraphs: [without] });
    expect([success, findings.map(({ code }) => code)]).toEqual([
      false,
      expect.arrayContaining(['HUB-C011']),
    ]);

    await registry.restart();
    expect((await registry.admin.history()).items).toMatchObject([
      { revision: 1, kind: 'bootstrap', by: 'hub' },
    ]);
  });

  it('does not start on subgraphs that make no graph, and says why', async () => {
    const start = startRegistryForTest({ bootstrap: { subgraphs: [proposal('homes', 'type Home {')] } });
    await expect(start).rejects.toThrow(OperatorError);
    await expect(start).rejects.toThrow('HUB-C001 homes:');
  });

  it('does not start on a port that is taken, and names the setting', async () => {
    await using registry = await startRegistryForTest();
    const port = Number(new URL(registry.running.url).port);
    await expect(startRegistryForTest({ port })).rejects.toThrow('HUB_REGISTRY_PORT');
  });

  it('answers what it did not expect with the request’s id, under which its log has the cause', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) });
    await using registry = await startRegistryForTest({ logger });
    await registry.pool.query('DROP TABLE "RegisteredOperation"');
    const requestId = randomUUID();
    const answer = await registry.raw('/v1/operations', { headers: { 'x-request-id': requestId } });
    expect(answer).toMatchObject({ status: 500, body: { code: 'HUB-C052' } });
    expect(answer.body).toMatchObject({
      detail: `The registry had an unexpected error (request ${requestId}).`,
    });
    expect(JSON.stringify(answer.body)).not.toMatch(/RegisteredOperation|\.ts\b|relation/);
    const logged = lines.map((line) => JSON.parse(line)).find((line) => line.requestId === requestId);
    expect(logged).toMatchObject({ err: { message: expect.stringContaining('RegisteredOperation') } });
  });

  it('answers a publication whose database goes away meanwhile, and nothing of it is live', async () => {
    let line: BreakableConnection | undefined;
    await using cleanup = new AsyncDisposableStack();
    const through = async (url: string) => {
      line = cleanup.use(await breakableConnection(url));
      return line.url;
    };
    const registry = cleanup.use(await startRegistryForTest({ through }));
    await registry.admin.publish({ subgraphs: [wards] });
    const blocker = await registry.pool.connect();
    await blocker.query('BEGIN; LOCK TABLE "PublicationEntry" IN ACCESS EXCLUSIVE MODE');
    const published = refusal(registry.admin.publish({ subgraphs: [homes] }));
    const waiting = async () =>
      (
        await blocker.query(
          `SELECT FROM pg_locks WHERE NOT granted AND relation = '"PublicationEntry"'::regclass`,
        )
      ).rowCount;
    await expect.poll(waiting, { timeout: 20_000 }).toBeGreaterThan(0);
    line?.cut();
    expect(await published).toMatchObject({ code: 'HUB-C052', status: 503 });
    await blocker.query('COMMIT');
    blocker.release();
    line?.mend();
    const names = async () => (await registry.admin.subgraphs()).items.map(({ name }) => name);
    expect(await names()).toEqual(['wards']);
    expect(await registry.admin.publish({ subgraphs: [homes] })).toMatchObject({ published: true });
    expect(await names()).toEqual(['homes', 'wards']);
  });

  it('checks many changes at once, more than it has connections', async () => {
    await using registry = await startRegistryForTest();
    await registry.admin.publish({ subgraphs: [wards] });
    const checks = Array.from({ length: 16 }, () => registry.admin.check({ subgraphs: [homes] }));
    expect((await Promise.all(checks)).every(({ success }) => success)).toBe(true);
  });

  it('measures its relay and its database', async () => {
    await using registry = await startRegistryForTest();
    const metrics = await (await fetch(new URL('/metrics', registry.running.url))).text();
    expect(metrics).toContain('throughgate_relay_backlog');
    expect(metrics).toMatch(/^throughgate_sql_statements_total\{pool="registry",kind="data".*\} [1-9]/m);
  });
});
