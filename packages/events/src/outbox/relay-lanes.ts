import { backoff } from '@throughgate/service';
import type { Waiting } from './outbox-rows.ts';

/** The lanes of a relay: in each, events go to the log one after the other; what happens in one stops no other. */
export interface RelayLanes {
  /** Whether nothing may be sent in a lane now: something is under way, or it failed and rests. */
  isHeld(lane: number): boolean;
  /** Whether the last send in a lane failed. */
  isTroubled(lane: number): boolean;
  begin(lane: number): void;
  succeeded(lane: number): void;
  failed(lane: number): void;
  /** Remembers the keys of events of a held lane, which need not be read meanwhile. */
  remember(lane: number, events: readonly Waiting[]): void;
  /** Keys remembered of lanes that are held. */
  heldKeys(): readonly string[];
  /** Milliseconds until a lane that rests may be tried again; `Infinity` when none rests. */
  nextDue(): number;
}

interface Lane {
  busy: boolean;
  failures: number;
  /** When it may be tried again, as `performance.now()` counts. */
  due: number;
  readonly keys: Set<string>;
}

/** Longest rest of a lane that fails, in milliseconds: also how long it takes at most to notice that it goes again. */
const longestRest = 2_000;

/** Creates {@link RelayLanes}; every lane is free at first. */
export function createRelayLanes(): RelayLanes {
  const lanes = new Map<number, Lane>();

  return {
    isHeld: (number) => isHeld(laneOf(number)),
    isTroubled: (number) => laneOf(number).failures > 0,
    begin(number) {
      laneOf(number).busy = true;
    },
    succeeded(number) {
      lanes.delete(number);
    },
    failed(number) {
      const lane = laneOf(number);
      lane.busy = false;
      lane.failures += 1;
      lane.due = performance.now() + backoff(lane.failures, 100, longestRest);
    },
    remember(number, events) {
      const { keys } = laneOf(number);
      for (const { record } of events) if (record.key !== null) keys.add(record.key);
    },
    heldKeys() {
      return [...lanes.values()].flatMap((lane) => {
        if (!isHeld(lane)) lane.keys.clear();
        return [...lane.keys];
      });
    },
    nextDue() {
      const now = performance.now();
      const resting = [...lanes.values()].filter(({ busy, due }) => !busy && due > now);
      return Math.min(...resting.map(({ due }) => due)) - now;
    },
  };

  function laneOf(number: number): Lane {
    const known = lanes.get(number);
    if (known) return known;
    const created: Lane = { busy: false, failures: 0, due: 0, keys: new Set() };
    lanes.set(number, created);
    return created;
  }
}

function isHeld({ busy, due }: Lane): boolean {
  return busy || performance.now() < due;
}
