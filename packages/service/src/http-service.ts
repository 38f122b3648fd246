import type { IncomingMessage } from 'node:http';
import { type FastifyBaseLogger, type FastifyInstance, fastify, LogController } from 'fastify';
import type { Logger } from 'pino';
import { Registry } from 'prom-client';
import { mergeMetrics, mergeReadiness } from './merge-group.ts';
import { OperatorError } from './operator-error.ts';
import { printMetrics } from './print-metrics.ts';
import { addProcessMetrics } from './process-metrics.ts';
import { type BodyError, readJson } from './read-json.ts';
import { type Readiness, type ReadinessCheck, readiness } from './readiness.ts';
import { requestIdOf } from './request-id.ts';
import type { ServiceGroup } from './service-group.ts';

/** What an HTTP service is made from. */
export interface HttpServiceOptions {
  /** Name in logs and metrics: `gateway`, `prisons`. */
  readonly name: string;
  readonly logger: Logger;
  /** What must hold for `/health/ready` to answer 200. */
  readonly readinessChecks: readonly ReadinessCheck[];
  /** Metrics of other services of this process that `/metrics` prints too. @default none */
  readonly metricsBeside?: readonly Registry[];
  /** The other processes that answer at this port. @default there are none */
  readonly group?: ServiceGroup | undefined;
  /** Largest request body in bytes. @default 1 MiB: operations are far smaller, event batches do not come this way */
  readonly bodyLimit?: number;
  /** Within which time a client must have sent a request; one that does not is answered with 408. @default 10 s for headers, 60 s for all of it */
  readonly receiving?: ReceivingTimes;
  /**
   * Which requests go over to another protocol: WebSockets. Whoever else offers one (`curl --http2` and Java's client offer h2c on every
   * first request) is answered over HTTP/1.1, as RFC 9110 section 7.8 has it. @default none does
   */
  readonly upgrades?: ((request: IncomingMessage) => boolean) | undefined;
  /** How long a stopping service waits for requests in flight, in milliseconds. @default 10000 */
  readonly grace?: number;
  /** How long readiness answers 503 before connections are refused, so that balancers notice. @default 0 */
  readonly drainDelay?: number;
}

/** Within which time a client must have sent a request, in milliseconds. Fastify would wait for ever, so that a few thousand slow clients hold all sockets. */
export interface ReceivingTimes {
  readonly headers: number;
  /** Headers and body. */
  readonly whole: number;
}

const receivingTimes: ReceivingTimes = { headers: 10_000, whole: 60_000 };

/**
 * An HTTP server with health, metrics, request ids and graceful shutdown, to which routes are added before it listens.
 * Bodies are JSON and nothing else; one that is not is refused with 400 or 415, see `readJson`.
 */
export interface HttpService {
  readonly name: string;
  readonly app: FastifyInstance;
  /** The service's own metrics and those of the process; `/metrics` prints them. */
  readonly metrics: Registry;
  /**
   * Listens; resolves with the base URL, for example `http://127.0.0.1:4000`.
   * Raises {@link OperatorError} when the port is taken, naming it and `setting`.
   */
  listen(address: { host: string; port: number; setting: string }): Promise<string>;
  /** Whether it was told to stop. */
  isStopping(): boolean;
  /** Readiness turns 503, requests in flight finish, connections close. Safe to call twice. */
  stop(): Promise<void>;
}

/** Creates an {@link HttpService}; nothing listens yet. */
export function createHttpService(options: HttpServiceOptions): HttpService {
  const { name, logger, readinessChecks, bodyLimit = 1024 * 1024, grace = 10_000, drainDelay = 0 } = options;
  const { metricsBeside = [], receiving = receivingTimes, group, upgrades = () => false } = options;
  const metrics = new Registry();
  metrics.setDefaultLabels({ service: name });
  addProcessMetrics(metrics);

  const app: FastifyInstance = fastify({
    loggerInstance: logger.child({ service: name }) as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    bodyLimit,
    requestTimeout: receiving.whole,
    http: {
      headersTimeout: receiving.headers,
      // Node would take each such request out of HTTP, its body unread and its connection unwatched, as soon as one route takes some.
      shouldUpgradeCallback: upgrades,
      connectionsCheckingInterval: Math.max(10, Math.min(5_000, receiving.headers / 2)),
    },
    requestIdHeader: false,
    genReqId: ({ headers }) => requestIdOf(headers),
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  });

  let stopping: Promise<void> | undefined;

  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, bytes, done) => {
    try {
      done(null, readJson(request.headers, bytes));
    } catch (error) {
      done(error as BodyError);
    }
  });
  app.get('/health/live', () => ({ live: true }));
  const ownReadiness = async (): Promise<Readiness> =>
    stopping ? { ready: false, checks: { shutdown: 'in progress' } } : readiness(readinessChecks);
  group?.join({ readiness: ownReadiness, metrics: () => metrics.getMetricsAsJSON() });
  app.get('/health/ready', async (_request, reply) => {
    const alone = stopping || !group;
    const result = await (alone ? ownReadiness() : group.ask('readiness').then(mergeReadiness));
    return reply.code(result.ready ? 200 : 503).send(result);
  });
  app.get('/metrics', async (_request, reply) =>
    reply
      .type(metrics.contentType)
      .send(
        await (group ? group.ask('metrics').then(mergeMetrics) : printMetrics([metrics, ...metricsBeside])),
      ),
  );
  app.addHook('onSend', (_request, reply, _payload, done) => {
    // Otherwise a kept connection, idle again after its answer, would hold the stop up for the whole grace period.
    if (stopping) reply.header('connection', 'close');
    done();
  });
  app.addHook('onResponse', (request, _reply, done) => {
    // The server does not know the connection any more: nobody else closes it where the request was refused.
    if (upgrades(request.raw)) request.raw.socket.destroySoon();
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    if (!request.url.startsWith('/health/') && request.url !== '/metrics') {
      request.log.debug(
        { requestId: request.id, method: request.method, status: reply.statusCode, ms: reply.elapsedTime },
        'answered',
      );
    }
    done();
  });

  return {
    name,
    app,
    metrics,
    async listen({ host, port, setting }) {
      try {
        return await app.listen({ host, port });
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
          throw new OperatorError(
            `Port ${port} on ${host} is already in use. Set ${setting} to a free port, or 0 to have one chosen.`,
          );
        }
        throw error;
      }
    },
    isStopping: () => stopping !== undefined,
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };

  async function stop(): Promise<void> {
    if (drainDelay > 0) await new Promise((resolve) => setTimeout(resolve, drainDelay));
    const timer = setTimeout(() => {
      logger.warn({ service: name, grace }, 'requests still in flight after the grace period; closing them');
      app.server.closeAllConnections();
    }, grace);
    try {
      await app.close();
    } finally {
      clearTimeout(timer);
    }
  }
}
