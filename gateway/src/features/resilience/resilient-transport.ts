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
    send(request) {
      const health = healthOf(request.subgraph);
      health.budget.earn();
      const since = performance.now();
      const first = attempt(request, health, since);
      if (!request.repeatable || retries === 0) return first;
      // With the first one's deadline: a client waits no longer for two attempts than for one.
      return first.catch((error: unknown) => retry(error, { ...request, since }, health, since));
    },
  };

  /** Asks again until there is an answer, or nothing more to be tried. */
  async function retry(
    first: unknown,
    request: SubgraphRequest,
    health: SubgraphHealth,
    since: number,
  ): Promise<SubgraphAnswer> {
    let error = first;
    for (let made = 0; made < retries && isTransient(error); made += 1) {
      if (!health.budget.spend()) {
        health.onBudgetExceeded();
        break;
      }
      await delay(firstPause * 2 ** made * (0.5 + Math.random()));
      health.onRetry();
      try {
        return await attempt(request, health, since);
      } catch (failure) {
        error = failure;
      }
    }
    throw error;
  }

  function attempt(request: SubgraphRequest, health: SubgraphHealth, since: number): Promise<SubgraphAnswer> {
    const first = guarded(request, health);
    return hedgeAfter === false || !request.repeatable
      ? first
      : hedged(first, request, health, since, hedgeAfter);
  }

  function guarded(
    request: SubgraphRequest,
    { breaker, onRefused }: SubgraphHealth,
  ): Promise<SubgraphAnswer> {
    if (!breaker) return inner.send(request);
    const admission = breaker.admit();
    if (admission === 'refused') {
      onRefused();
      return Promise.reject(circuitOpen(request.subgraph));
    }
    return inner.send(request).then(
      (answer) => {
        breaker.record(admission, false);
        return answer;
      },
      (error: unknown) => {
        breaker.record(admission, isOutage(error));
        throw error;
      },
    );
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
