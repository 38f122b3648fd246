import { LRUCache } from 'lru-cache';
import type { JsonObject } from '../../data/json.ts';
import { bytesOf } from './json-leaves.ts';

/** Why something is no longer kept. */
export type DropReason = 'event' | 'mutation' | 'feed' | 'room' | 'age';

/** What an agency answered of one entity, or more of an answer. */
export interface KeptEntity {
  readonly key: string;
  /** Belongs to the store: to be copied, never changed. */
  readonly entity: JsonObject;
  /** When it was asked for, on the store's clock: nothing in it is older. */
  readonly asked: number;
  /** Milliseconds after that beyond which it is not given again. */
  readonly age: number;
  /** Values by which events name what the answer is about, and what is shown in it. */
  readonly names: ReadonlySet<string>;
  /** Whether it is for the same token alone. */
  readonly isPrivate: boolean;
}

/** An answer to be kept. */
export interface NewEntity extends KeptEntity {
  /** What {@link EntityStore.fence} gave before it was asked for. */
  readonly fence: number;
}

/** Answers by key, and by what events name. */
export interface EntityStore {
  /** An answer that is not too old. */
  get(key: string): KeptEntity | undefined;
  /**
   * Keeps an answer, unless something that it names was dropped since it was asked for: the answer may be of before.
   *
   * @returns what is kept; `undefined` where it is not
   */
  add(entity: NewEntity): KeptEntity | undefined;
  /** Whether something is kept still. */
  has(kept: KeptEntity): boolean;
  /** Drops all answers that have all of `names`, and has none be kept that was asked for before and has any of them. */
  drop(names: readonly string[], reason: DropReason): void;
  /** Drops everything, and has nothing be kept that was asked for before. */
  clear(reason: DropReason): void;
  /** To be taken before something is asked for: a fence, behind which drops count. */
  fence(): number;
  /** Drops what is too old. */
  purge(): void;
  readonly bytes: number;
  readonly entries: number;
}

/** What {@link createEntityStore} needs. */
export interface EntityStoreOptions {
  /** Most bytes that answers take, about. */
  readonly maxBytes: number;
  /** Milliseconds, of a clock that only moves on. */
  readonly now: () => number;
  /** Told how many were dropped. */
  readonly onDrop: (reason: DropReason, count: number) => void;
  /** How many dropped names are remembered for answers under way. @default 20000 */
  readonly maxDropped?: number;
}

/** Creates an empty {@link EntityStore}. */
export function createEntityStore(options: EntityStoreOptions): EntityStore {
  const { maxBytes, now, onDrop, maxDropped = 20_000 } = options;
  const byName = new Map<string, Set<KeptEntity>>();
  const cache = new LRUCache<string, KeptEntity>({
    maxSize: maxBytes,
    ttlResolution: 0,
    perf: { now },
    dispose(entry, _key, reason) {
      for (const name of entry.names) {
        const entries = byName.get(name);
        entries?.delete(entry);
        if (entries?.size === 0) byName.delete(name);
      }
      if (reason === 'evict') onDrop('room', 1);
      else if (reason === 'expire') onDrop('age', 1);
    },
  });
  /** Counts drops. Which name was dropped when, so that an answer of before is known when it arrives after. */
  let drops = 0;
  let droppedAt = new Map<string, number>();
  /** What was asked for before this drop is kept in no case: what it names may have been dropped, and is not remembered. */
  let lowest = 0;

  return {
    get: (key) => cache.get(key),
    has: (kept) => cache.peek(kept.key) === kept,
    add({ fence, ...entry }) {
      const { key, asked, age, names } = entry;
      if (fence < lowest) return undefined;
      for (const name of names) if ((droppedAt.get(name) ?? -1) > fence) return undefined;
      // An answer that was asked for earlier may arrive later.
      const present = cache.peek(key);
      if (present && present.asked >= asked) return undefined;
      // Of 0 it would never be too old for the library.
      cache.set(key, entry, {
        ttl: age,
        start: asked || Number.MIN_VALUE,
        size: bytesTaken(entry),
      });
      // One that is larger than the whole cache is not taken, and one that took its time is too old at once.
      if (cache.peek(key) !== entry) return undefined;
      for (const name of names) {
        const entries = byName.get(name);
        if (entries) entries.add(entry);
        else byName.set(name, new Set([entry]));
      }
      return entry;
    },
    drop(names, reason) {
      drops += 1;
      if (droppedAt.size + names.length > maxDropped) {
        droppedAt = new Map();
        lowest = drops;
      }
      for (const name of names) droppedAt.set(name, drops);
      const [first, ...others] = names;
      if (first === undefined) return;
      let count = 0;
      for (const entry of [...(byName.get(first) ?? [])]) {
        if (!others.every((name) => entry.names.has(name))) continue;
        cache.delete(entry.key);
        count += 1;
      }
      if (count > 0) onDrop(reason, count);
    },
    clear(reason) {
      drops += 1;
      lowest = drops;
      droppedAt = new Map();
      const { size } = cache;
      cache.clear();
      if (size > 0) onDrop(reason, size);
    },
    fence: () => drops,
    purge: () => void cache.purgeStale(),
    get bytes() {
      return cache.calculatedSize;
    },
    get entries() {
      return cache.size;
    },
  };
}

/** What an entry takes beside its answer and its names, about: its key, its place in maps. */
const overhead = 300;

/** About how many bytes an entry takes. */
function bytesTaken({ key, entity, names }: KeptEntity): number {
  let bytes = overhead + 2 * key.length + bytesOf(entity);
  for (const name of names) bytes += 100 + name.length;
  return bytes;
}
