import type { Generation } from './generation.ts';

/** A generation held for one request. */
export interface Lease {
  readonly generation: Generation;
  /** The request needs it no more. To be called once. */
  release(): void;
}

/** A generation that knows how many requests hold it. */
export interface LeasedGeneration {
  readonly generation: Generation;
  acquire(): Lease;
  /** Requests that hold it. */
  inFlight(): number;
  /** Resolves when no request holds it. */
  idle(): Promise<void>;
}

/** Starts counting the requests that hold a generation. */
export function leaseOut(generation: Generation): LeasedGeneration {
  let inFlight = 0;
  let waiting: PromiseWithResolvers<void> | undefined;
  const lease: Lease = {
    generation,
    release() {
      inFlight -= 1;
      if (inFlight === 0) waiting?.resolve();
    },
  };
  return {
    generation,
    acquire() {
      inFlight += 1;
      return lease;
    },
    inFlight: () => inFlight,
    idle() {
      if (inFlight === 0) return Promise.resolve();
      waiting ??= Promise.withResolvers();
      return waiting.promise;
    },
  };
}
