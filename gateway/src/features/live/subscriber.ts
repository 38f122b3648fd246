import type { SubscriptionResult } from '../graphql-result.ts';

/** One who receives the results of a subscription, as an iterator that waits for the next. */
export interface Subscriber {
  readonly results: AsyncIterableIterator<SubscriptionResult>;
  /** Hands a result on; false when too many already wait for the receiver. */
  push(result: SubscriptionResult): boolean;
  /** Ends it, after a last result where one is given; what waits before that goes with `instead`. */
  end(last?: SubscriptionResult, instead?: boolean): void;
}

/**
 * Creates a {@link Subscriber}. What it costs for each is a queue and a few closures.
 *
 * @param capacity most results that may wait for a slow receiver
 * @param onClose told once, when the receiver goes or the end was handed over
 */
export function createSubscriber(capacity: number, onClose: () => void): Subscriber {
  const queue: SubscriptionResult[] = [];
  let waiting: ((next: IteratorResult<SubscriptionResult>) => void) | undefined;
  let ended = false;
  let closed = false;

  return {
    results: {
      next() {
        const value = queue.shift();
        if (value !== undefined) return Promise.resolve({ value, done: false });
        if (ended || closed) return Promise.resolve(finished());
        return new Promise((resolve) => {
          waiting = resolve;
        });
      },
      return() {
        queue.length = 0;
        ended = true;
        return Promise.resolve(finished());
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    },
    push(result) {
      if (ended) return true;
      if (!waiting && queue.length >= capacity) return false;
      hand(result);
      return true;
    },
    end(last, instead = false) {
      if (ended) return;
      if (instead) queue.length = 0;
      if (last) hand(last);
      ended = true;
      if (queue.length === 0 && waiting) finished();
    },
  };

  function hand(result: SubscriptionResult): void {
    if (waiting) {
      const resolve = waiting;
      waiting = undefined;
      resolve({ value: result, done: false });
    } else queue.push(result);
  }

  function finished(): IteratorResult<SubscriptionResult> {
    const end = { value: undefined, done: true } as const;
    waiting?.(end);
    waiting = undefined;
    if (!closed) {
      closed = true;
      onClose();
    }
    return end;
  }
}
