import { createSigner, requestIdHeader, traceparentHeader } from '@throughgate/service';
import type { HttpClient, HttpClientOptions } from './http-client.ts';
import { parseAnswer } from './parse-answer.ts';
import { createSocketClient } from './socket-client/socket-client.ts';
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
export async function createHttpTransport(options: HttpTransportOptions): Promise<HttpTransport> {
  const { endpoints, serviceKey, connections = 64, maxAnswerBytes = 50 * 1024 * 1024 } = options;
  const sign = serviceKey === undefined ? undefined : createSigner({ masterKey: serviceKey });
  // A client for each subgraph, even where several share an origin: one that hangs must not use up the connections of
  // the others.
  const clients = new Map<string, HttpClient>(
    await Promise.all(
      endpoints.map(async ({ name: subgraph, url: address, timeout }) => {
        const url = new URL(address);
        const client = await createClient({ subgraph, url, timeout, connections, maxAnswerBytes });
        return [subgraph, client] as const;
      }),
    ),
  );

  return {
    send({ subgraph, body, repeatable, requestId, caller, since, traceparent }) {
      const client = clients.get(subgraph);
      if (!client) {
        const message = `No address is known for subgraph '${subgraph}'.`;
        return Promise.reject(new SubgraphError('SUBGRAPH_UNREACHABLE', subgraph, message));
      }
      // For each attempt anew: a subgraph takes no signature twice.
      const headers = () => {
        const all = sign ? sign({ subgraph, requestId, caller, body }) : { [requestIdHeader]: requestId };
        // Not under the signature: who changes it misleads those who read traces, and nobody else.
        return traceparent === undefined ? all : { ...all, [traceparentHeader]: traceparent };
      };
      return client.post({ headers, body, repeatable, since }, (answer) => parseAnswer(subgraph, answer));
    },
    async close() {
      await Promise.all([...clients.values()].map((client) => client.close()));
    },
    async destroy() {
      await Promise.all([...clients.values()].map((client) => client.destroy()));
    },
  };
}

/** undici, which is five MiB of program, is loaded where a subgraph is asked over TLS. */
async function createClient(options: HttpClientOptions): Promise<HttpClient> {
  if (options.url.protocol === 'http:') return createSocketClient(options);
  const { createUndiciClient } = await import('./undici-client.ts');
  return createUndiciClient(options);
}
