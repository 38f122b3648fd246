import type { FollowedChanges } from '../../src/features/entity-cache/entity-cache.ts';

/** A feed of changes that does what a test tells it. */
export interface FakeChanges extends FollowedChanges {
  /** Tells that an entity has changed. */
  tell(key: Readonly<Record<string, string>>): void;
  /** Follows from now on, or does not; by so many milliseconds behind. */
  set(following: boolean, behindMs?: number): void;
}

/** A feed that follows, with nothing to tell yet. */
export function fakeChanges(): FakeChanges {
  const listeners = new Set<Parameters<FollowedChanges['onChange']>[0]>();
  const stateListeners = new Set<() => void>();
  let state = { following: true, behindMs: 0 };
  return {
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onState(listener) {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
    state: () => state,
    tell(key) {
      for (const listener of listeners) listener({ key });
    },
    set(following, behindMs = 0) {
      const changed = following !== state.following;
      state = { following, behindMs };
      if (changed) for (const listener of stateListeners) listener();
    },
  };
}
