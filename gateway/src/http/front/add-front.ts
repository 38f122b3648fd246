import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { FrontConnection, type FrontConnectionOptions } from './front-connection.ts';

/** What {@link addFront} needs. */
export interface FrontOptions
  extends Pick<FrontConnectionOptions, 'path' | 'bodyLimit' | 'handler' | 'onDefect'> {
  /** The server of Node before which the front stands; it has all that the front does not understand. */
  readonly server: Server;
  /** Whether the service is about to stop, so that connections end with their answers. */
  readonly isStopping: () => boolean;
}

/**
 * Milliseconds that the front waits for a request that has begun, or that a new connection is to send, at most; from then on Node
 * waits, with deadlines of its own.
 */
const longestPatience = 1_000;
/** How often connections that wait are looked at while they are waited for. */
const looks = 10;
/** Connections that are given to Node at one look, at most: ten thousand slow clients must not keep others waiting. */
const mostAtOnce = 200;

/**
 * Puts a front before a server of Node: requests of the plainest form, which nearly all requests of programs have, are read from the socket
 * and answered to it, at a quarter of what they cost through `node:http` and Fastify (decision 50). A connection is given to Node's
 * server, unread, at the first request that is not such a one, so that all rules and limits of HTTP stay Node's.
 */
export function addFront({ server, isStopping, ...given }: FrontOptions): void {
  const nodes = server.listeners('connection') as ((this: Server, socket: Socket) => void)[];
  const connections = new Set<FrontConnection>();
  const patience = Math.min(longestPatience, server.headersTimeout / 2 || longestPatience);
  let sweeper: NodeJS.Timeout | undefined;
  const options: FrontConnectionOptions = {
    ...given,
    patience,
    keeping: () => ({ keepAlive: !isStopping(), keepAliveTimeout: server.keepAliveTimeout }),
    handOver(socket) {
      for (const listener of nodes) listener.call(server, socket);
    },
    refuseEnded(socket) {
      // As Node does with a request that ends before its end.
      const error = Object.assign(new Error('Parse Error: Invalid EOF state'), {
        code: 'HPE_INVALID_EOF_STATE',
      });
      if (server.emit('clientError', error, socket)) return;
      socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    },
    onGone(connection) {
      connections.delete(connection);
      if (connections.size > 0) return;
      clearInterval(sweeper);
      sweeper = undefined;
    },
  };

  server.removeAllListeners('connection');
  server.on('connection', (socket: Socket) => {
    connections.add(new FrontConnection(socket, options));
    sweeper ??= setInterval(sweep, patience / looks).unref();
  });
  // By these a server that stops closes what it has.
  const { closeIdleConnections, closeAllConnections } = server;
  server.closeIdleConnections = () => {
    for (const connection of connections) connection.closeIdle();
    closeIdleConnections.call(server);
  };
  server.closeAllConnections = () => {
    for (const connection of connections) connection.destroy();
    closeAllConnections.call(server);
  };

  function sweep(): void {
    const now = performance.now();
    let left = mostAtOnce;
    for (const connection of connections) {
      if (connection.sweep(now)) left -= 1;
      if (left === 0) return;
    }
  }
}
