import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { actor, changing, compositionWorker, emptyRegistry, outboxOf, proposal } from './support/registry.ts';

const people = (comment = '') =>
  proposal('people', `type Query { person: Person } type Person @key(fields: "id") { id: ID! } ${comment}`);

describe('checks off the main thread', () => {
  it.each([
    ['take too long', '# wait', { timeLimit: 4_000 }, /4 s were not enough/],
    ['take too much memory', '# eat', { memoryLimit: 64 }, /64 MiB of memory were not enough/],
  ])(
    'that %s are given up: nothing is published, and the registry goes on',
    async (_, trouble, limits, reason) => {
      await using checks = await worker(limits);
      await using opened = await emptyRegistry({ checks });
      const { registry } = opened;
      await expect(registry.publish(changing(people(trouble)), actor)).rejects.toMatchObject({
        code: 'HUB-C053',
        message: expect.stringMatching(reason),
      });
      expect(await outboxOf(opened)).toEqual([]);
      expect(await registry.publish(changing(people()), actor)).toMatchObject({ published: true });
    },
  );

  it('that break end with their error, and the registry goes on', async () => {
    await using checks = await worker();
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    await expect(registry.check(changing(people('# fail')))).rejects.toThrow('the checks are broken');
    expect(await registry.check(changing(people()))).toMatchObject({ success: true });
  });

  it('leave the main thread free', async () => {
    await using checks = await worker({ timeLimit: 3_000 });
    await using opened = await emptyRegistry({ checks });
    const { registry } = opened;
    const checking = registry.check(changing(people('# wait')));
    let ended = false;
    checking.catch(() => undefined).finally(() => (ended = true));
    for (let n = 0; n < 20; n += 1) expect(await registry.history({})).toEqual({ items: [], next: null });
    expect(ended).toBe(false);
    await expect(checking).rejects.toMatchObject({ code: 'HUB-C053' });
  });

  it('keep no process alive that has nothing else to do', () => {
    const script = `
      import { createCheckWorker } from './packages/registry/src/worker/check-worker.ts';
      const task = new URL('./packages/registry/test/support/composition-task.ts', 'file://${process.cwd()}/');
      const empty = { current: [], changed: ['a'], currentSupergraph: null, configurations: {}, operations: [], approvals: [], eventHistory: {}, today: '2026-01-01' };
      const sdl = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.12") type Query { a: Int }';
      const proposed = [{ name: 'a', routingUrl: 'http://a', schema: { path: 'a', text: sdl }, events: null }];
      const checks = createCheckWorker({ task });
      const { output } = await checks.run({ ...empty, proposed }, 'composition');
      process.stdout.write(output.supergraphSdl ? 'composed' : 'refused');
      if (process.argv[1] === 'close') await checks.close();`;
    for (const end of ['close', 'leave']) {
      const ran = spawnSync(process.execPath, ['--input-type=module', '--eval', script, end], {
        timeout: 25_000,
        encoding: 'utf8',
      });
      expect(ran).toMatchObject({ status: 0, signal: null, stdout: 'composed' });
    }
  });
});

async function worker(options: Parameters<typeof compositionWorker>[0] = {}) {
  const checks = compositionWorker(options);
  return { ...checks, [Symbol.asyncDispose]: () => checks.close() };
}
