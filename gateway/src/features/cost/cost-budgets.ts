import { createBoundedCache } from '../../data/bounded-cache.ts';

/** Most clients to remember; who was not there for longest is forgotten, and has a whole budget again. */
const mostClients = 10_000;
const minute = 60_000;

/** What clients may spend over time. */
export interface CostBudgets {
  /**
   * Takes a cost out of a client's budget.
   *
   * @param now milliseconds, of a clock that only moves on
   * @returns 0 when it was taken; otherwise nothing was, and it will be there in so many milliseconds
   */
  spend(client: string, cost: number, now: number): number;
}

/**
 * Creates {@link CostBudgets}: each client begins with a whole minute's budget, which fills up steadily as it is spent.
 *
 * @param perMinute units of cost for each minute
 */
export function createCostBudgets(perMinute: number): CostBudgets {
  const clients = createBoundedCache<{ left: number; at: number }>(mostClients);
  return {
    spend(client, cost, now) {
      const known = clients.get(client);
      const left = known
        ? Math.min(perMinute, known.left + ((now - known.at) / minute) * perMinute)
        : perMinute;
      const spent = left >= cost;
      clients.set(client, { left: spent ? left - cost : left, at: now });
      return spent ? 0 : Math.ceil(((cost - left) / perMinute) * minute);
    },
  };
}
