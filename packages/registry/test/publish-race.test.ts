import { afterAll, describe, expect, it } from 'vitest';
import {
  actor,
  changing,
  compositionWorker,
  emptyRegistry,
  openRegistry,
  proposal,
} from './support/registry.ts';

const checks = compositionWorker({ threads: 2 });
afterAll(() => checks.close());

const people = proposal('people', 'type Query { person: Person } type Person @key(fields: "id") { id: ID! }');
/** Each composes with people; together they disagree on what a score is. */
const credit = proposal('credit', 'type Person @key(fields: "id") { id: ID! score: Int @shareable }');
const sports = proposal('sports', 'type Person @key(fields: "id") { id: ID! score: String @shareable }');

describe('two publications that race', () => {
  it.each(['in one process', 'in two processes on one database'])(
    '%s: one wins, the other is refused because they do not compose together',
    async (where) => {
      await using one = await emptyRegistry({ checks });
      await using other = await openRegistry(one.url, { checks });
      await one.registry.publish(changing(people), actor);
      for (const alone of [credit, sports]) {
        expect(await one.registry.check(changing(alone))).toMatchObject({ success: true });
      }
      const second = where === 'in one process' ? one : other;
      const results = await Promise.all([
        one.registry.publish(changing(credit), actor),
        second.registry.publish(changing(sports), actor),
      ]);
      expect(results.filter(({ published }) => published)).toHaveLength(1);
      const refused = results.find(({ published }) => !published);
      expect(refused).toMatchObject({ unchanged: false, publication: null, check: { success: false } });
      expect(refused?.check.findings).toEqual(
        expect.arrayContaining([expect.objectContaining({ code: 'HUB-C002', rule: 'FIELD_TYPE_MISMATCH' })]),
      );
      expect((await one.registry.history({})).items.map(({ revision }) => revision)).toEqual([2, 1]);
    },
  );
});

describe('publications of many at once', () => {
  it('each is a step of its own, and readers are answered meanwhile', async () => {
    await using one = await emptyRegistry({ checks });
    await using other = await openRegistry(one.url, { checks });
    await one.registry.publish(changing(people), actor);
    // More than the pool has connections.
    const publications = Array.from({ length: 24 }, (_, n) => {
      const { registry } = n % 2 === 0 ? one : other;
      return registry.publish(
        changing(proposal(`s${n}`, `type Person @key(fields: "id") { id: ID! f${n}: Int }`)),
        actor,
      );
    });
    const read = await Promise.all(Array.from({ length: 20 }, () => one.registry.liveSupergraph()));
    expect(read.every((supergraph) => supergraph !== undefined)).toBe(true);
    expect((await Promise.all(publications)).every(({ published }) => published)).toBe(true);
    const { items } = await other.registry.history({});
    expect(items.map(({ revision }) => revision)).toEqual(Array.from({ length: 25 }, (_, n) => 25 - n));
    const live = await one.registry.liveSupergraph();
    for (let n = 0; n < 24; n += 1) expect(live?.sdl).toContain(`f${n}: Int`);
  });

  it('are told when those before them take too long', async () => {
    await using one = await emptyRegistry({ checks, patience: 300 });
    const holder = await one.pool.connect();
    try {
      await holder.query('BEGIN');
      await holder.query('SELECT pg_advisory_xact_lock(7468726005)');
      const waiting = [credit, sports].map((each) => one.registry.publish(changing(people, each), actor));
      for (const result of await Promise.allSettled(waiting)) {
        expect(result).toMatchObject({ status: 'rejected', reason: { code: 'HUB-C053', status: 503 } });
      }
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
    }
    expect(await one.registry.publish(changing(people), actor)).toMatchObject({ published: true });
  });

  it('a connection that is lost while the checks run loses its publication and no other', async () => {
    await using one = await emptyRegistry({ checks });
    await one.registry.publish(changing(people), actor);
    const lost = one.registry.publish(
      changing({ ...credit, schema: { ...credit.schema, text: `${credit.schema.text} # slowly` } }),
      actor,
    );
    await expect
      .poll(async () => {
        const { rowCount } = await one.pool.query(
          `SELECT pg_terminate_backend(l.pid) FROM pg_locks l JOIN pg_database d ON d.oid = l.database
         WHERE locktype = 'advisory' AND datname = current_database() AND objid = 7468726005::bigint & 4294967295`,
        );
        return rowCount;
      })
      .toBe(1);
    await expect(lost).rejects.toThrow();
    expect(await one.registry.publish(changing(sports), actor)).toMatchObject({
      published: true,
      publication: { revision: 2 },
    });
  });
});
