import { createSigner, requestIdHeader } from '@throughgate/service';
import { Pool } from 'undici';
import { parseAnswer } from './parse-answer.ts';
import { postJson } from './post-json.ts';
import { SubgraphError } from './subgraph-error.ts';
import type { SubgraphTransport } from './subgraph-transport.ts';

/** Where a subgraph is and how long it may take. */
export interface SubgraphEndpoint {
  readonly name: string;
  /** Absolute URL of its GraphQL endpoint. */
  readonly url: string;
  /** Milliseconds until its answer must be there, connecting included. */
  readonly timeout: number;
}

/** What an {@link HttpTransport} is made from. */
export interface HttpTransportOptions {
  readonly endpoints: readonly SubgraphEndpoint[];
  /** The hub's service key, from which the key of each subgraph is derived; without one requests are not signed. */
  readonly serviceKey?: string | undefined;
  /** Most connections to one subgraph. @default 64 */
  readonly connections?: number;
  /** Largest answer in bytes. @default 50 MiB */
  readonly maxAnswerBytes?: number;
}

/** A transport that holds connections and must be closed. */
export interface HttpTransport extends SubgraphTransport {
  /** Lets requests in flight finish, then closes all connections. */
  close(): Promise<void>;
  /** Closes all connections now; requests in flight fail. */
  destroy(): Promise<void>;
}

/** Creates the transport that posts JSON over HTTP with kept-alive connections, a pool for each subgraph. */
export function createHttpTransport(options: HttpTransportOptions): HttpTransport {
  const { endpoints, serviceKey, connections = 64, maxAnswerBytes = 50 * 1024 * 1024 } = options;
  const sign = serviceKey === undefined ? undefined : createSigner({ masterKey: serviceKey });
  const targets = new Map(
    endpoints.map((endpoint) => {
      const { origin, pathname, search } = new URL(endpoint.url);
      // A pool for each subgraph, even where several share an origin: one that hangs must not use up the
      // connections of the others. undici's own timeouts stay off, since only a total deadline catches an answer
      // that drips in.
      const pool = new Pool(origin, { connections, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });
      return [endpoint.name, { ...endpoint, pool, path: pathname + search }];
    }),
  );

  return {
    async send({ subgraph, body, repeatable, requestId, caller }) {
      const target = targets.get(subgraph);
      if (!target) {
        throw new SubgraphError(
          'SUBGRAPH_UNREACHABLE',
          subgraph,
          `No address is known for subgraph '${subgraph}'.`,
        );
      }
      // For each attempt anew: a subgraph takes no signature twice.
      const headers = () => ({
        accept: 'application/graphql-response+json, application/json',
        'content-type': 'application/json',
        ...(sign ? sign({ subgraph, requestId, caller, body }) : { [requestIdHeader]: requestId }),
      });
      const { pool, path, timeout } = target;
      const response = await postJson({
        pool,
        path,
        headers,
        body,
        timeout,
        maxAnswerBytes,
        subgraph,
        repeatable,
      });
      return parseAnswer(subgraph, response);
    },
    async close() {
      await Promise.all([...targets.values()].map(({ pool }) => pool.close()));
    },
    async destroy() {
      await Promise.all([...targets.values()].map(({ pool }) => pool.destroy()));
    },
  };
}
