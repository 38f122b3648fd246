import type { Child } from '../harness/child.ts';
import { closedLoop } from '../harness/closed-loop.ts';
import { connectGraphql, type Operation } from '../harness/graphql-client.ts';
import { quantile } from '../harness/statistics.ts';

/** A gateway that is measured. */
export interface Contestant {
  readonly child: Child;
  /** Headers of each request. @default none */
  readonly headers?: () => Readonly<Record<string, string>>;
}

/** What was measured of one in one round. */
export interface Measured {
  /** Operations a second. */
  readonly throughput: number;
  /** CPU microseconds of its processes per operation; NaN where they cannot be read. */
  readonly cpu: number;
  /** Milliseconds. */
  readonly p99: number;
}

/** Asks a gateway over so many connections for so many seconds. */
export async function measure(
  { child, headers }: Contestant,
  operation: () => Operation,
  connections: number,
  seconds: number,
): Promise<Measured> {
  const before = child.cpuSeconds() ?? Number.NaN;
  await using client = connectGraphql(child.ready, connections, headers);
  const result = await closedLoop(connections, seconds, () => client.send(operation()));
  const used = (child.cpuSeconds() ?? Number.NaN) - before;
  return {
    throughput: result.operations / result.seconds,
    cpu: (used / result.operations) * 1e6,
    p99: quantile(result.latencies, 0.99),
  };
}

/** Asks a gateway once and returns the whole `data`. */
export async function askOnce({ child, headers }: Contestant, operation: Operation): Promise<unknown> {
  await using client = connectGraphql(child.ready, 1, headers);
  return client.ask(operation);
}
