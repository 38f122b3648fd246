import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { bearer, withCallers } from './support/callers.ts';
import { streamOf } from './support/event-stream.ts';
import { eventually } from './support/eventually.ts';
import { openLiveTown } from './support/live-town.ts';
import { openConnections } from './support/open-connections.ts';

const count = 10_000;
const judge = { ...bearer('judge'), 'throughgate-purpose': 'supervision' };
/** Each side of a connection is a file; Node raises what it may open to the hard limit. */
const files =
  Number(execFileSync('sh', ['-c', 'ulimit -Hn'], { encoding: 'utf8' })) || Number.POSITIVE_INFINITY;

test('ten thousand slow clients keep nobody waiting and nobody uninformed, and are let go', async ({
  skip,
}) => {
  skip(files < count + 1_000, `a process may open ${files} files here, and this needs ${count + 1_000}`);
  await using town = await openLiveTown();
  const receiving = { headers: 5_000, whole: 6_000 };
  await using gateway = await town.gateway({ ...withCallers, receiving });
  const query = 'subscription { caseChanged(number: "C1") { title } }';
  await using watching = await streamOf(gateway.url, query, {}, judge);
  await watching.result();

  const headers = Object.entries(judge).map(([name, value]) => `${name}: ${value}\r\n`);
  const settings = { port: Number(new URL(gateway.url).port), count, headers: headers.join('') };
  const process_ = fileURLToPath(new URL('./processes/slow-clients.ts', import.meta.url));
  const slow = spawn(process.execPath, [process_, JSON.stringify(settings)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await using cleanup = new AsyncDisposableStack();
  cleanup.defer(async () => {
    if (slow.exitCode !== null || slow.signalCode !== null) return;
    slow.kill('SIGKILL');
    await once(slow, 'exit');
  });
  const connections = () => openConnections(gateway.gateway.service.app);
  await eventually(connections).toBeGreaterThan(count * 0.95);

  for (let turn = 0; turn < 20; turn += 1) {
    const title = `beside the slow ones, ${turn}`;
    await town.retitle('C1', title);
    expect((await gateway.ask('{ cases { number title } }', {}, judge)).body).toMatchObject({
      data: { cases: expect.arrayContaining([{ number: 'C1', title }]) },
    });
    expect(await watching.result()).toMatchObject({ data: { caseChanged: { title } } });
  }
  const told = once(slow.stdout, 'data');
  slow.stdin.end();
  const [line] = (await told) as [Buffer];
  // Every one of them, by the time that it may take to send a request and by nothing else.
  const answers = JSON.parse(line.toString()) as Record<string, number>;
  expect(Object.keys(answers)).toEqual(['408']);
  expect(answers['408']).toBeGreaterThanOrEqual(count * 0.95);
  await eventually(connections).toBeLessThan(10);
});
