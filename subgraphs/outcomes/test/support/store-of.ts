import { type MeasureStore, openMeasureStore } from '@throughgate/measures';
import type pg from 'pg';
import { episodeKinds } from '../../src/measures/index.ts';
import { derive } from './derive.ts';

/** A store in memory with the episodes of everybody in the read model, of all kinds. Stop it. */
export async function storeOf(pool: pg.Pool): Promise<MeasureStore> {
  const store = await openMeasureStore({ path: ':memory:', kinds: episodeKinds, secret: 'of a test' });
  const episodes = new Map(
    await Promise.all(
      episodeKinds.map(async (kind) => [kind.name, (await derive(pool, kind)).episodes] as const),
    ),
  );
  const personIds = [
    ...new Set([...episodes.values()].flatMap((rows) => rows.flatMap(({ personId }) => personId ?? []))),
  ];
  await store.apply({
    learntAt: new Date(),
    position: '1',
    personIds,
    numbers: new Map(personIds.map((id, number) => [id, number])),
    episodes,
    complete: true,
  });
  return store;
}
