import type { CheckConfiguration } from '@throughgate/registry-client';
import type { CheckedOperation } from '../../check-input.ts';

/** How an operation is used, as a configuration counts it. */
export interface CountedUse {
  readonly operation: CheckedOperation;
  /** Requests in the window, without ignored clients. */
  readonly requests: number;
  /** Clients in the window, those that use it most first. */
  readonly clients: readonly { readonly label: string; readonly requests: number }[];
  /** Whether anyone registered it: then it counts whether it runs or not. */
  readonly registered: boolean;
}

type Counting = Pick<
  CheckConfiguration,
  'usageDays' | 'minimumCount' | 'minimumPercentage' | 'ignoredClients'
>;

const dayInMilliseconds = 86_400_000;

/** First day of the window, `YYYY-MM-DD` in UTC. */
export function windowStart({ usageDays }: Pick<Counting, 'usageDays'>, today: string): string {
  return new Date(Date.parse(today) - usageDays * dayInMilliseconds).toISOString().slice(0, 10);
}

/**
 * Counts the use of operations by a configuration and leaves out those that do not count: not registered, and below
 * a threshold, or run by ignored clients only. Percentages are of all requests in the window, whoever sent them.
 */
export function countUse<Operation extends CheckedOperation>(
  operations: readonly Operation[],
  configuration: Counting,
  today: string,
): Map<Operation, CountedUse> {
  const start = windowStart(configuration, today);
  const ignored = new Set(configuration.ignoredClients);
  let total = 0;
  const counted = operations.map((operation) => {
    const byClient = new Map<string, number>();
    for (const { clientName, clientVersion, day, requests } of operation.uses) {
      if (day < start) continue;
      total += requests;
      if (ignored.has(clientName)) continue;
      const label = `${clientName}@${clientVersion}`;
      byClient.set(label, (byClient.get(label) ?? 0) + requests);
    }
    const clients = [...byClient]
      .map(([label, requests]) => ({ label, requests }))
      .sort((a, b) => b.requests - a.requests || (a.label < b.label ? -1 : 1));
    const requests = clients.reduce((sum, client) => sum + client.requests, 0);
    return { operation, requests, clients, registered: operation.registeredBy.length > 0 };
  });
  const { minimumCount, minimumPercentage } = configuration;
  return new Map(
    counted
      .filter(
        ({ registered, requests }) =>
          registered || (requests >= minimumCount && (requests / total) * 100 >= minimumPercentage),
      )
      .map((use) => [use.operation, use]),
  );
}
