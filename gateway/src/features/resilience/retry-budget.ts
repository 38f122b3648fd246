/** Retries that may be made before any request has earned one: so that rare requests are retried too. */
const reserve = 10;

/** Bounds retries to a part of all requests, so that a subgraph that is down is not asked three times as often for it. */
export interface RetryBudget {
  /** A request is made. */
  earn(): void;
  /** Takes a retry; `false` when there is none. */
  spend(): boolean;
}

/**
 * Creates a {@link RetryBudget}: a bucket into which each request puts a part of a retry.
 *
 * @param ratio that part
 */
export function createRetryBudget(ratio: number): RetryBudget {
  let tokens = reserve;
  return {
    earn() {
      tokens = Math.min(reserve, tokens + ratio);
    },
    spend() {
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
