import type { LogPosition } from '@throughgate/events';
import { type Change, entityName } from '../../changes/change.ts';

/** What changed lately, for those who come back with a cursor. */
export interface RecentChanges {
  add(change: Change): void;
  /**
   * Changes since a cursor.
   *
   * @param entity as `entityName` has it; all changes without it
   * @returns `undefined` when the cursor is older than what is kept
   */
  since(cursor: readonly LogPosition[], entity?: string): readonly Change[] | undefined;
}

/** Creates {@link RecentChanges} that keep the last `capacity` changes. */
export function createRecentChanges(capacity: number): RecentChanges {
  const all: Change[] = [];
  const byEntity = new Map<string, Change[]>();
  /** From where on the changes of a partition are known, by the first that was told, or behind the last that is forgotten. */
  const floors = new Map<string, bigint>();
  let first = 0;

  return {
    add(change) {
      const partition = nameOf(change);
      if (!floors.has(partition)) floors.set(partition, change.offset);
      all.push(change);
      const entity = entityName(change.entity, change.key);
      const of = byEntity.get(entity);
      if (of) of.push(change);
      else byEntity.set(entity, [change]);
      if (all.length - first > capacity) forgetOldest();
    },
    since(cursor, entity) {
      const positions = new Map(cursor.map((one) => [nameOf(one), one.offset]));
      // Of a partition that no cursor names yet, and that has no changes, there is nothing to know.
      for (const [partition, floor] of floors) {
        const position = positions.get(partition);
        if (position !== undefined && position < floor) return undefined;
      }
      const among = entity === undefined ? all.slice(first) : (byEntity.get(entity) ?? []);
      return among.filter((one) => one.offset >= (positions.get(nameOf(one)) ?? 0n));
    },
  };

  function forgetOldest(): void {
    const oldest = all[first];
    if (!oldest) return;
    floors.set(nameOf(oldest), oldest.offset + 1n);
    const entity = entityName(oldest.entity, oldest.key);
    const of = byEntity.get(entity);
    of?.shift();
    if (of?.length === 0) byEntity.delete(entity);
    first += 1;
    if (first < capacity) return;
    all.splice(0, first);
    first = 0;
  }
}

function nameOf({ topic, partition }: Pick<LogPosition, 'topic' | 'partition'>): string {
  return `${topic}/${partition}`;
}
