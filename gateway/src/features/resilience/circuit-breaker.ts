import type { BreakerOptions } from './resilience-options.ts';

/** Leave to make a request: `probe` is the one that finds out whether an open circuit may close. */
export type Admission = 'normal' | 'probe' | 'refused';

/** Told when a circuit opens or closes. */
export interface CircuitEvents {
  onOpen(): void;
  onClose(): void;
}

/** Keeps requests from a subgraph that fails, and finds out when it does no longer. */
export interface CircuitBreaker {
  /** Asked before each request. Whoever was not refused must call `record` with it once. */
  admit(): Admission;
  /** Whether the subgraph failed a request, in whatever way it answered. */
  record(admission: Admission, failed: boolean): void;
}

/**
 * Creates a {@link CircuitBreaker}, closed. It opens when of the latest answers too large a part were failures; after a pause one
 * request is let through: if that is answered, the circuit closes and counts anew; if not, the pause begins again.
 *
 * cockatiel's breaker was looked at and left: those who ask while it probes wait for the probe, beyond their own deadline, and it
 * makes promises for each request, where this makes none.
 */
export function createCircuitBreaker(options: BreakerOptions, events: CircuitEvents): CircuitBreaker {
  const { threshold, answers, window, pause } = options;
  const failed = new Uint8Array(answers);
  const times = new Float64Array(answers).fill(Number.NEGATIVE_INFINITY);
  let next = 0;
  let state: 'closed' | 'open' | 'probing' = 'closed';
  let openUntil = 0;

  return {
    admit() {
      if (state === 'closed') return 'normal';
      if (state === 'probing' || performance.now() < openUntil) return 'refused';
      state = 'probing';
      return 'probe';
    },
    record(admission, hasFailed) {
      if (admission === 'probe') {
        if (hasFailed) open();
        else close();
        return;
      }
      // What was asked before it opened says nothing new.
      if (state !== 'closed') return;
      failed[next] = hasFailed ? 1 : 0;
      times[next] = performance.now();
      next = (next + 1) % answers;
      if (hasFailed && failsTooOften()) {
        open();
        events.onOpen();
      }
    },
  };

  function failsTooOften(): boolean {
    const since = performance.now() - window;
    // Compared as counts: 7 of 10 are 70 %, whatever 0.7 is in binary.
    return times.every((time) => time >= since) && count(failed) >= Math.ceil(threshold * answers - 1e-9);
  }

  function open(): void {
    state = 'open';
    openUntil = performance.now() + pause;
  }

  function close(): void {
    state = 'closed';
    times.fill(Number.NEGATIVE_INFINITY);
    events.onClose();
  }
}

function count(flags: Uint8Array): number {
  let sum = 0;
  for (const flag of flags) sum += flag;
  return sum;
}
