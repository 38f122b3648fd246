import { Counter, Histogram } from 'prom-client';
import { expect, it } from 'vitest';
import { createHttpService, createLogger } from '../src/index.ts';

const logger = createLogger('silent');

function service(name: string, beside: readonly ReturnType<typeof createHttpService>[] = []) {
  const metricsBeside = beside.map(({ metrics }) => metrics);
  const created = createHttpService({ name, logger, readinessChecks: [], metricsBeside });
  const registers = [created.metrics];
  const labelNames = ['agency'];
  new Counter({ name: 'events_total', help: 'Events', labelNames, registers }).inc({ agency: name });
  new Histogram({ name: `${name}_seconds`, help: 'Time', registers, buckets: [1] }).observe(2);
  return created;
}

it('one address prints the metrics of all services of a process, and what concerns the process once', async () => {
  const [prisons, probation] = [service('prisons'), service('probation')];
  const gateway = service('gateway', [prisons, probation]);
  const { body } = await gateway.app.inject('/metrics');
  for (const name of ['gateway', 'prisons', 'probation']) {
    expect(body).toContain(`events_total{agency="${name}",service="${name}"} 1\n`);
    expect(body).toContain(`${name}_seconds_count{service="${name}"} 1\n`);
  }
  expect(body.match(/^# (HELP|TYPE) events_total /gm)).toHaveLength(2);
  expect(body.match(/^process_resident_memory_bytes.*/gm)).toEqual([
    expect.stringMatching(/^process_resident_memory_bytes\{service="gateway"\} \d+$/),
  ]);
  // A metric's samples follow its two lines, as the format wants it.
  expect(body).toMatch(/^# TYPE events_total counter\n(events_total\{.*\n){3}\n/m);
  const alone = (await prisons.app.inject('/metrics')).body;
  expect(alone).toContain('process_resident_memory_bytes{service="prisons"}');
  expect(alone).not.toContain('probation');
  await Promise.all([gateway, prisons, probation].map((one) => one.stop()));
});
