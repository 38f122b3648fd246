import { Counter, Gauge, Histogram } from 'prom-client';
import type { GatewayFeature } from '../gateway-feature.ts';
import { readCacheRules } from './cache-rules.ts';
import { createCallerScopes } from './caller-scope.ts';
import { createEntityStore, type DropReason } from './entity-store.ts';
import { keepEntities } from './keep-entities.ts';
import { keepLookups } from './keep-lookups.ts';
import { keepWholeAnswers } from './keep-whole-answers.ts';
import type { KeepingOptions, LookupResult } from './keeping.ts';

/** What the cache is kept true by: the part of the gateway's feed of changes that it needs. */
export interface FollowedChanges {
  /** Has a listener told of each entity that changed, by its key. Returns how to stop. */
  onChange(listener: (change: { readonly key: Readonly<Record<string, string>> }) => void): () => void;
  /** Has a listener told when it begins or ceases to follow. Returns how to stop. */
  onState(listener: () => void): () => void;
  /** Whether it follows now, and by how many milliseconds it may be behind. */
  state(): { readonly following: boolean; readonly behindMs: number };
}

/** How {@link entityCache} works. */
export interface EntityCacheOptions {
  /** Tells which entities changed. @default nothing is kept */
  readonly changes?: FollowedChanges | undefined;
  /** Most bytes that answers take; 0 keeps nothing. @default 67108864 */
  readonly maxBytes?: number | undefined;
}

const defaultBytes = 64 * 1024 * 1024;
/** Milliseconds after which what is too old is gone from memory, also when nobody asks for it. */
const purgeInterval = 1_000;

/**
 * The feature that keeps what agencies answer of entities, where their schemas allow it (`@tag(name: "cache:…")`), and gives it
 * again to callers who may see the same, until an event names the entity or it is as old as the tag allows.
 */
export function entityCache(
  { changes, maxBytes = defaultBytes }: EntityCacheOptions,
  now: () => number = () => performance.now(),
): GatewayFeature {
  const lookups = new Counter<'result'>({
    name: 'gateway_entity_cache_lookups_total',
    help: 'Entities looked for among those that are kept, by whether they were there',
    labelNames: ['result'],
    registers: [],
  });
  const drops = new Counter<'reason'>({
    name: 'gateway_entity_cache_drops_total',
    help: 'Kept entities that were dropped, by reason',
    labelNames: ['reason'],
    registers: [],
  });
  const ages = new Histogram({
    name: 'gateway_entity_cache_age_seconds',
    help: 'How old kept entities were that were given again',
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 5, 10, 60, 600, 3600],
    registers: [],
  });
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers: [],
      collect() {
        this.set(value());
      },
    });
  const count = (reason: DropReason, number: number) => drops.inc({ reason }, number);
  const store = createEntityStore({ maxBytes: Math.max(1, maxBytes), now, onDrop: count });
  const name = 'entity cache';
  const metrics = [
    lookups,
    drops,
    ages,
    gauge('gateway_entity_cache_bytes', 'Memory that kept entities take, about', () => store.bytes),
    gauge('gateway_entity_cache_entries', 'Entities that are kept', () => store.entries),
    gauge(
      'gateway_entity_cache_following',
      'Whether events are followed by which entities are dropped',
      () => (changes?.state().following ? 1 : 0),
    ),
  ];
  if (!changes || maxBytes <= 0) return { name, metrics };

  let following = changes.state().following;
  // From the start on, and before whoever asks for what has changed: nobody is given what an event has named.
  const stops = [
    changes.onChange(({ key }) => {
      const names = Object.values(key);
      if (names.length > 0) store.drop(names, 'event');
    }),
    changes.onState(() => void lateness(changes)),
  ];
  const purging = setInterval(() => store.purge(), purgeInterval);
  purging.unref();
  const scopeOf = createCallerScopes();
  let generations = 0;
  return {
    name,
    metrics,
    onSupergraph({ document }) {
      const rules = readCacheRules(document);
      if (!rules.any) return {};
      const generation = generations++;
      const keeping: KeepingOptions = {
        store,
        rules,
        generation,
        scopeOf,
        lateness: () => lateness(changes),
        now,
        onLookup: (result: LookupResult, number) => lookups.inc({ result }, number),
        onAge: (age) => ages.observe(age / 1000),
      };
      return {
        wrapTransport: (inner) => keepLookups(keepEntities(inner, keeping), keeping),
        wrapExecutor: (inner) => keepWholeAnswers(inner, keeping),
      };
    },
    stop() {
      clearInterval(purging);
      for (const stop of stops) stop();
      store.clear('feed');
    },
  };

  /** By how many milliseconds events may be late; `undefined` while they are not followed. */
  function lateness(changes: FollowedChanges): number | undefined {
    const state = changes.state();
    if (state.following !== following) {
      following = state.following;
      // Events may have been missed: of what is kept, and of what was asked for until now.
      store.clear('feed');
    }
    return following ? state.behindMs : undefined;
  }
}
