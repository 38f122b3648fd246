import { GraphQLError } from 'graphql';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { GatewayFeature } from '../gateway-feature.ts';
import type { RequestContext } from '../request-context.ts';
import { createCostBudgets } from './cost-budgets.ts';
import { readCostRules } from './cost-rules.ts';
import { knownCosts } from './known-costs.ts';

/** What operations may cost. A unit is one object of an answer; see `estimateCost`. */
export interface CostOptions {
  /** Most that one operation may cost by its estimate; 0 for no limit. @default 2000000 */
  readonly limit?: number | undefined;
  /** What one client may spend a minute, in each process of the gateway; 0 for no budget. @default 0 */
  readonly budget?: number | undefined;
  /** How many entries a list is taken to have of which nothing says how many. @default 10 */
  readonly listSize?: number | undefined;
}

/**
 * Of the limit where none is set: some hundreds of times the dearest of the hub's own operations (`schemas/operations`, of which a test
 * holds that they cost at most 5,000), and more than the dearest question that commissioners' tests ask (about 770,000: who waited for money
 * after release, with everything that was claimed).
 */
export const defaultCostLimit = 2_000_000;
const defaultListSize = 10;
/** Header by which a client asks what its operation costs: `true`. */
const costHeader = 'throughgate-cost';

/** The code with which an operation is refused. */
type CostCode = 'COST_LIMIT_EXCEEDED' | 'COST_BUDGET_EXCEEDED';

/** What an operation costs, and what is allowed, as clients find it in `extensions.cost`. */
interface StatedCost {
  readonly estimated: number;
  readonly limit?: number;
  readonly budgetPerMinute?: number;
}

/**
 * The feature that estimates what an operation costs before anything is fetched for it, and refuses one that costs more than any
 * may, or more than its client has left.
 */
export function cost(options: CostOptions = {}, now: () => number = () => performance.now()): GatewayFeature {
  const { limit = defaultCostLimit, budget = 0, listSize = defaultListSize } = options;
  const costs = new Histogram({
    name: 'gateway_operation_cost',
    help: 'What operations cost by their estimates',
    buckets: [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000],
    registers: [],
  });
  const refusals = new Counter<'code'>({
    name: 'gateway_cost_refusals_total',
    help: 'Operations refused for what they cost',
    labelNames: ['code'],
    registers: [],
  });
  const budgetMost = new Gauge({
    name: 'gateway_cost_budget_per_minute',
    help: 'What one client may spend a minute at most, by way of all processes of the gateway; 0 without a budget',
    // Each process counts for itself: a client that reaches all of them has that of each.
    aggregator: 'sum',
    registers: [],
  });
  budgetMost.set(budget);
  const budgets = budget > 0 ? createCostBudgets(budget) : undefined;
  // What costs more than a whole budget would never be answered, whenever it is asked again.
  const most = Math.min(limit || Number.POSITIVE_INFINITY, budget || Number.POSITIVE_INFINITY);

  return {
    name: 'cost',
    metrics: [costs, refusals, budgetMost],
    onSupergraph({ document, schema }) {
      const costOf = knownCosts({ schema, rules: readCostRules(document), listSize });
      return {
        extensions(operation) {
          const { headers } = operation.context;
          return headers.get(costHeader) === 'true' ? { cost: stated(costOf(operation)) } : undefined;
        },
        onOperation(operation) {
          const estimated = costOf(operation);
          costs.observe(estimated);
          if (estimated > most) {
            throw refusal(
              'COST_LIMIT_EXCEEDED',
              400,
              `The operation may cost ${estimated}, and ${most} is allowed. Ask for fewer entries of its lists, or for less of each.`,
              stated(estimated),
            );
          }
          const wait = budgets?.spend(clientOf(operation.context), estimated, now()) ?? 0;
          if (wait > 0) {
            const seconds = Math.ceil(wait / 1000);
            throw refusal(
              'COST_BUDGET_EXCEEDED',
              429,
              `The operation may cost ${estimated}, which is more than is left of ${budget} a minute. Ask again in ${seconds} s.`,
              stated(estimated),
              seconds,
            );
          }
        },
      };
    },
  };

  function stated(estimated: number): StatedCost {
    return {
      estimated,
      ...(most === Number.POSITIVE_INFINITY ? {} : { limit: most }),
      ...(budget > 0 ? { budgetPerMinute: budget } : {}),
    };
  }

  function refusal(
    code: CostCode,
    status: number,
    message: string,
    stated: StatedCost,
    retryAfter?: number,
  ): GraphQLError {
    refusals.inc({ code });
    const headers = retryAfter === undefined ? {} : { headers: { 'retry-after': `${retryAfter}` } };
    const extensions: Record<string, unknown> = {
      code,
      cost: stated,
      ...(retryAfter === undefined ? {} : { retryAfter }),
      http: { status, ...headers },
    };
    return new GraphQLError(message, { extensions });
  }
}

/** Whose budget it is: the program's that the issuer knows; else the person's or system's; else the address's. */
function clientOf({ caller, address }: RequestContext): string {
  if (caller.clientId !== undefined) return `client ${caller.clientId}`;
  if (caller.kind === 'person' || caller.kind === 'system') return `${caller.kind} ${caller.id}`;
  return `address ${address ?? ''}`;
}
