import type { SubgraphServer } from './subgraph-server.ts';

/** A latch on a subgraph: requests wait until they are released. */
export interface Hold {
  /** Resolves when this many requests wait. */
  received(count: number): Promise<void>;
  /** Lets all requests, and all to come, be answered. */
  release(): void;
}

/** Makes a subgraph hold its requests back. */
export function holdRequests(subgraph: SubgraphServer): Hold {
  const released = Promise.withResolvers<void>();
  let waiting = 0;
  let notify: () => void = () => {};
  subgraph.hold = async () => {
    waiting += 1;
    notify();
    await released.promise;
  };
  return {
    received: (count) =>
      new Promise((resolve) => {
        notify = () => {
          if (waiting >= count) resolve();
        };
        notify();
      }),
    release() {
      subgraph.hold = undefined;
      released.resolve();
    },
  };
}
