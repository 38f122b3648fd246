import { setTimeout as delay } from 'node:timers/promises';
import { SubgraphError } from '../../transport/subgraph-error.ts';
import type {
  SubgraphAnswer,
  SubgraphRequest,
  SubgraphTransport,
} from '../../transport/subgraph-transport.ts';
import type { CircuitBreaker } from './circuit-breaker.ts';
import { isOutage, isTransient } from './failure-kinds.ts';
import type { ResilienceOptions } from './resilience-options.ts';
import type { RetryBudget } from './retry-budget.ts';

/** What is known of one subgraph, over all supergraphs. */
export interface SubgraphHealth {
  readonly budget: RetryBudget;
  /** `undefined` where circuits do not open. */
  readonly breaker: CircuitBreaker | undefined;
  onRetry(): void;
  onBudgetExceeded(): void;
  onHedge(): void;
  onRefused(): void;
}

/** Milliseconds before the first retry, on average; each further one waits twice as long. */
const firstPause = 25;

/** Wraps a transport so that what may be repeated is, within bounds, and a subgraph that fails is left alone for a while. */
export function resilientTransport(
  inner: SubgraphTransport,
  { retries, hedgeAfter }: Pick<ResilienceOptions, 'retries' | 'hedgeAfter'>,
  healthOf: (subgraph: string) => SubgraphHealth,
): SubgraphTransport {
  return {
    async send(request) {
      const health = healthOf(request.subgraph);
      health.budget.earn();
      const since = performance.now();
      for (let retry = 0; ; retry += 1) {
        try {
          // With the first one's deadline: a client waits no longer for two attempts than for one.
          return await attempt(retry === 0 ? request : { ...request, since }, health, since);
        } catch (error) {
          if (!request.repeatable || retry >= retries || !isTransient(error)) throw error;
          if (!health.budget.spend()) {
            health.onBudgetExceeded();
            throw error;
          }
        }
        await delay(firstPause * 2 ** retry * (0.5 + Math.random()));
        health.onRetry();
      }
    },
  };

  function attempt(request: SubgraphRequest, health: SubgraphHealth, since: number): Promise<SubgraphAnswer> {
    const first = guarded(request, health);
    return hedgeAfter === false || !request.repeatable
      ? first
      : hedged(first, request, health, since, hedgeAfter);
  }

  async function guarded(
    request: SubgraphRequest,
    { breaker, onRefused }: SubgraphHealth,
  ): Promise<SubgraphAnswer> {
    if (!breaker) return inner.send(request);
    const admission = breaker.admit();
    if (admission === 'refused') {
      onRefused();
      throw circuitOpen(request.subgraph);
    }
    let failed = true;
    try {
      const answer = await inner.send(request);
      failed = false;
      return answer;
    } catch (error) {
      failed = isOutage(error);
      throw error;
    } finally {
      breaker.record(admission, failed);
    }
  }

  /** The first answer of two requests; when both fail, the failure of the first. */
  async function hedged(
    first: Promise<SubgraphAnswer>,
    request: SubgraphRequest,
    health: SubgraphHealth,
    since: number,
    after: number,
  ): Promise<SubgraphAnswer> {
    const { promise: takesLong, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(() => resolve(undefined), after);
    const answer = await Promise.race([first, takesLong]).finally(() => clearTimeout(timer));
    if (answer !== undefined || !health.budget.spend()) return answer ?? first;
    health.onHedge();
    const second = guarded({ ...request, since }, health);
    return Promise.any([first, second]).catch(() => first);
  }
}

function circuitOpen(subgraph: string): SubgraphError {
  const message = `Subgraph '${subgraph}' failed too often and is not asked for a few seconds.`;
  return new SubgraphError('SUBGRAPH_CIRCUIT_OPEN', subgraph, message);
}
