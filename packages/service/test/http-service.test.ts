import { describe, expect, it } from 'vitest';
import {
  createHttpService,
  createLogger,
  OperatorError,
  type ReadinessCheck,
  requestIdHeader,
} from '../src/index.ts';

const logger = createLogger('silent');
const address = { host: '127.0.0.1', port: 0, setting: 'HUB_PORT' };

async function started(readinessChecks: readonly ReadinessCheck[] = []) {
  const service = createHttpService({ name: 'test', logger, readinessChecks });
  service.app.get('/id', (request) => ({ id: request.id }));
  const url = await service.listen(address);
  return { service, url, [Symbol.asyncDispose]: () => service.stop() };
}

describe('a service', () => {
  it('is alive, and ready only while every check passes, saying which does not', async () => {
    let broken = false;
    const check = async () => {
      if (broken) throw new Error('the database is away');
    };
    await using running = await started([
      { name: 'database', check },
      { name: 'log', check: async () => undefined },
    ]);
    const ready = async () => {
      const response = await fetch(`${running.url}/health/ready`);
      return [response.status, await response.json()];
    };
    expect(await ready()).toEqual([200, { ready: true, checks: { database: 'ok', log: 'ok' } }]);
    broken = true;
    expect(await ready()).toEqual([
      503,
      { ready: false, checks: { database: 'the database is away', log: 'ok' } },
    ]);
    expect((await fetch(`${running.url}/health/live`)).status).toBe(200);
  });

  it('tells what somebody should look at, and is ready all the same', async () => {
    let alarm: string | undefined = '1 event is parked';
    const check = async () => undefined;
    await using running = await started([{ name: 'relay', check, alarm: async () => alarm }]);
    const ready = async () => (await fetch(`${running.url}/health/ready`)).json();
    expect(await ready()).toEqual({ ready: true, checks: { relay: 'ok' }, alarms: { relay: alarm } });
    alarm = undefined;
    expect(await ready()).toEqual({ ready: true, checks: { relay: 'ok' } });
  });

  it('keeps a request id that is well formed, and gives its own for one that could forge a log', async () => {
    await using running = await started();
    const idOf = async (given: string) => {
      const response = await fetch(`${running.url}/id`, { headers: { [requestIdHeader]: given } });
      return ((await response.json()) as { id: string }).id;
    };
    expect(await idOf('abc-123.x')).toBe('abc-123.x');
    expect(await idOf('a b')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idOf('x'.repeat(65))).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('names the port and the setting when the port is taken', async () => {
    await using running = await started();
    const { port } = new URL(running.url);
    const second = createHttpService({ name: 'second', logger, readinessChecks: [] });
    const failure = await second.listen({ ...address, port: Number(port) }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(OperatorError);
    expect((failure as Error).message).toContain(port);
    expect((failure as Error).message).toContain('HUB_PORT');
    await second.stop();
  });

  it('prints its metrics for Prometheus, labelled with its name', async () => {
    await using running = await started();
    const text = await (await fetch(`${running.url}/metrics`)).text();
    expect(text).toMatch(/^process_cpu_seconds_total\{service="test"\} [\d.]+$/m);
  });
});
