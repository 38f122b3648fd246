/** What a gateway does about subgraphs that fail. */
export interface ResilienceOptions {
  /** How often a query is asked again that got no answer, at most; 0 never. Mutations never are. @default 2 */
  readonly retries: number;
  /** Retries for each request, over time: 0.2 lets every fifth be a retry. What a fault of everybody costs more. @default 0.2 */
  readonly retryBudget: number;
  /** When a subgraph is asked no more for a while; `false` asks on. @default 70 % of 20 answers */
  readonly breaker: BreakerOptions | false;
  /**
   * Milliseconds without an answer after which a query is asked a second time beside the first, for the sake of whichever
   * answers first. To be about the subgraphs' 95th percentile; counts as a retry. `false` never. @default false
   */
  readonly hedgeAfter: number | false;
}

/** When a circuit opens, and for how long. */
export interface BreakerOptions {
  /** Part of the answers that must have failed, above 0 to 1. @default 0.7 */
  readonly threshold: number;
  /** Of how many, the latest. Fewer open nothing. @default 20 */
  readonly answers: number;
  /** Milliseconds after which an answer counts no more. @default 30000 */
  readonly window: number;
  /** Milliseconds until one request tries whether the subgraph answers again. @default 5000 */
  readonly pause: number;
}

/** A circuit that does not open on a handful of failures. */
export const defaultBreaker: BreakerOptions = { threshold: 0.7, answers: 20, window: 30_000, pause: 5_000 };

/** Safe for every subgraph: no failure is multiplied. */
export const defaultResilience: ResilienceOptions = {
  retries: 2,
  retryBudget: 0.2,
  breaker: defaultBreaker,
  hedgeAfter: false,
};
