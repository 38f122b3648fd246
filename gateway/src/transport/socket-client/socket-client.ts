import type { HttpAnswer, HttpClient, HttpClientOptions, JsonPost } from '../http-client.ts';
import { tooLarge, tooLate, unreachable } from '../request-failures.ts';
import { SubgraphError } from '../subgraph-error.ts';
import { AnswerTooLargeError, type ParsedAnswer } from './answer-parser.ts';
import { BadHttpError } from './bad-http-error.ts';
import type { ConnectionFailure, Exchange } from './connection.ts';
import { type ConnectionPool, createConnectionPool } from './connection-pool.ts';
import { createDeadlines, type Deadlines, type Due } from './deadlines.ts';
import { createRequestWriter } from './request-writer.ts';

/** Most requests that wait for a connection to one subgraph: beyond them it will not catch up within a deadline. */
const maxWaiting = 10_000;

/**
 * Creates the client for plain `http:`, over sockets: HTTP/1.1 as a gateway needs it and no more, at half of what a general
 * client costs a request (decision 41).
 */
export function createSocketClient(options: HttpClientOptions): HttpClient {
  const { url, connections, maxAnswerBytes } = options;
  const pool = createConnectionPool({
    // An IPv6 address has brackets in a URL only.
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? 80 : Number(url.port),
    maxAnswerBytes,
    write: createRequestWriter(url),
    connections,
    maxWaiting,
  });
  const deadlines = createDeadlines();
  let closed = false;

  return {
    post(post, read) {
      if (closed)
        return Promise.reject(unreachable(options.subgraph, new Error('the client is closed'), false));
      return new Promise((resolve, reject) => {
        const request = new Request(
          options,
          pool,
          deadlines,
          post,
          (answer) => resolve(read(answer)),
          reject,
        );
        request.start();
      });
    },
    close() {
      closed = true;
      return pool.close();
    },
    async destroy() {
      closed = true;
      pool.destroy();
    },
  };
}

/** A request from its start to its answer, over one connection or, where the first was closed already, two. */
class Request implements Exchange, Due {
  readonly post: JsonPost;
  readonly deadline: number;
  readonly #deadlines: Deadlines;
  readonly #options: HttpClientOptions;
  readonly #pool: ConnectionPool;
  readonly #resolve: (answer: HttpAnswer) => void;
  readonly #reject: (error: unknown) => void;
  #attempts = 0;
  #isSettled = false;

  constructor(
    options: HttpClientOptions,
    pool: ConnectionPool,
    deadlines: Deadlines,
    post: JsonPost,
    resolve: (answer: HttpAnswer) => void,
    reject: (error: unknown) => void,
  ) {
    this.post = post;
    this.#options = options;
    this.#pool = pool;
    this.#resolve = resolve;
    this.#reject = reject;
    this.deadline = (post.since ?? performance.now()) + options.timeout;
    this.#deadlines = deadlines;
    deadlines.add(this);
  }

  start(): void {
    this.#attempts += 1;
    if (this.#pool.run(this, this.#attempts > 1)) return;
    const { subgraph } = this.#options;
    const message = `${maxWaiting} requests wait for subgraph '${subgraph}' already.`;
    this.#fail(new SubgraphError('SUBGRAPH_OVERLOADED', subgraph, message));
  }

  onDeadline(): void {
    const { subgraph, timeout } = this.#options;
    const error = tooLate(subgraph, timeout);
    this.#fail(error);
    this.#pool.abandon(this, error);
  }

  onAnswer(answer: ParsedAnswer): void {
    if (!this.#settle()) return;
    try {
      this.#resolve(answer);
    } catch (error) {
      this.#reject(error);
    }
  }

  onFailure({ cause, begun, reused }: ConnectionFailure): void {
    if (this.#isSettled) return;
    const { subgraph, maxAnswerBytes } = this.#options;
    if (cause instanceof AnswerTooLargeError) this.#fail(tooLarge(subgraph, maxAnswerBytes));
    else if (cause instanceof BadHttpError) this.#fail(noHttp(subgraph, cause));
    else if (reused && !begun && this.post.repeatable && this.#attempts === 1 && wasClosed(cause))
      this.start();
    else this.#fail(unreachable(subgraph, cause, begun));
  }

  #fail(error: SubgraphError): void {
    if (this.#settle()) this.#reject(error);
  }

  #settle(): boolean {
    if (this.#isSettled) return false;
    this.#isSettled = true;
    this.#deadlines.delete(this);
    return true;
  }
}

function noHttp(subgraph: string, cause: BadHttpError): SubgraphError {
  const message = `Subgraph '${subgraph}' answered with ${cause.message}, which is not HTTP.`;
  return new SubgraphError('SUBGRAPH_BAD_RESPONSE', subgraph, message, cause);
}

/** Whether the other side had given the connection up, rather than that there was none to be had. */
function wasClosed(cause: unknown): boolean {
  if (cause === undefined) return true;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return code === 'ECONNRESET' || code === 'EPIPE';
}
