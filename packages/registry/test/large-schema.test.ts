import { describe, expect, it } from 'vitest';
import { createCheckWorker } from '../src/worker/check-worker.ts';
import { actor, changing, emptyRegistry, outboxOf, proposal } from './support/registry.ts';

const people = proposal('people', 'type Query { person: Person } type Person @key(fields: "id") { id: ID! }');

/** About so many MB of types, which stand alone. */
function largeSchema(megabytes: number) {
  const type = (n: number) =>
    `"A record, number ${n}, of a large register."\ntype Record${n} @key(fields: "id") {\n  id: ID!\n${field}}\n`;
  const field = Array.from(
    { length: 10 },
    (_, f) => `  "What is known of it."\n  property${f}: String\n`,
  ).join('');
  const count = Math.ceil((megabytes * 1_000_000) / type(0).length);
  const sdl = Array.from({ length: count }, (_, n) => type(n)).join('');
  return proposal('register', `${sdl}type Query { register: Record0 }`);
}

describe('a very large schema', () => {
  it('of 5 MB is checked within the limits, and the registry goes on', { timeout: 300_000 }, async () => {
    const checks = createCheckWorker({ timeLimit: 240_000 });
    try {
      await using opened = await emptyRegistry({ checks });
      const { registry } = opened;
      await registry.bootstrap([people], actor);
      const large = largeSchema(5);
      expect(large.schema.text.length).toBeGreaterThan(5_000_000);
      const { check } = await registry.bootstrap([people, large], actor);
      expect(check).toMatchObject({ success: true, coreSchemaModified: true });
      expect((await registry.liveSupergraph())?.sdl.length).toBeGreaterThan(5_000_000);
    } finally {
      await checks.close();
    }
  });

  it('that needs more memory than a thread may have is refused, and the registry goes on', {
    timeout: 120_000,
  }, async () => {
    const checks = createCheckWorker({ memoryLimit: 200 });
    try {
      await using opened = await emptyRegistry({ checks });
      const { registry } = opened;
      await registry.bootstrap([people], actor);
      const publishing = registry.publish(changing(largeSchema(5)), actor);
      await expect(publishing).rejects.toMatchObject({
        code: 'HUB-C053',
        message: expect.stringContaining('MiB'),
      });
      expect(await outboxOf(opened)).toHaveLength(1);
      const check = await registry.check(changing(proposal('homes', 'type Home { id: ID }')));
      expect(check.supergraph).toEqual(expect.any(String));
    } finally {
      await checks.close();
    }
  });

  it('that is nested without end is refused, and the registry goes on', async () => {
    const checks = createCheckWorker();
    try {
      await using opened = await emptyRegistry({ checks });
      const { registry } = opened;
      await registry.bootstrap([people], actor);
      const deep = proposal('deep', `type Query { deep: ${'['.repeat(200_000)}Int${']'.repeat(200_000)} }`);
      const result = await registry.check(changing(deep)).catch((error: Error) => error);
      expect(result).toMatchObject({
        code: 'HUB-C053',
        message: expect.stringContaining('nested too deeply'),
      });
      expect(await registry.check(changing(proposal('homes', 'type Home { id: ID }')))).toMatchObject({
        base: expect.any(String),
      });
    } finally {
      await checks.close();
    }
  });
});
