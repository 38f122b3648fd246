import { createLogger } from '@throughgate/service';
import { type GatewayOptions, type RunningGateway, startGateway } from '../../src/index.ts';

/** A GraphQL response as a client reads it. */
export interface ClientResponse {
  // The shape of data is the test's own affair.
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions: Readonly<Record<string, unknown>>;
  }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** A gateway under test. */
export interface TestGateway extends AsyncDisposable {
  readonly gateway: RunningGateway;
  readonly url: string;
  /** Posts an operation and reads the response. */
  ask(
    query: string,
    variables?: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<{ status: number; headers: Headers; body: ClientResponse }>;
  /** The values of one of the gateway's counters. */
  count(metric: string): Promise<unknown[] | undefined>;
}

type Defaulted = 'host' | 'port' | 'portSetting' | 'logger';
type WithDefaults<Options> = Options extends unknown
  ? Omit<Options, Defaulted> & Partial<Pick<GatewayOptions, Defaulted>>
  : never;
/** What a gateway under test is started with: a supergraph or a source of them, and what differs from the defaults. */
export type TestOptions = WithDefaults<GatewayOptions>;

/** Starts a gateway on a free port. */
export async function startTestGateway(options: TestOptions): Promise<TestGateway> {
  const gateway = await startGateway({
    host: '127.0.0.1',
    port: 0,
    portSetting: 'HUB_PORT',
    logger: createLogger('silent'),
    // A thread for each gateway of the tests would cost more than all plans.
    planOnThread: false,
    ...options,
  });
  return {
    gateway,
    url: gateway.url,
    count: async (metric) => (await gateway.service.metrics.getSingleMetric(metric)?.get())?.values,
    async ask(query, variables, headers) {
      const response = await fetch(gateway.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query, variables }),
      });
      const body = (await response.json()) as ClientResponse;
      return { status: response.status, headers: response.headers, body };
    },
    [Symbol.asyncDispose]: () => gateway.stop(),
  };
}
