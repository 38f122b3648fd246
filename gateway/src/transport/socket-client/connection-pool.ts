import { type Connection, type ConnectionOptions, type Exchange, openConnection } from './connection.ts';

/** What a {@link ConnectionPool} is made from. */
export interface ConnectionPoolOptions
  extends Pick<ConnectionOptions, 'host' | 'port' | 'maxAnswerBytes' | 'write'> {
  /** Most connections. */
  readonly connections: number;
  /** Most requests that wait for one. */
  readonly maxWaiting: number;
}

/** Connections to one address, and the requests that wait for one of them. */
export interface ConnectionPool {
  /**
   * Starts a request as soon as there is a connection for it.
   *
   * @param fresh whether to open a connection rather than take one that is idle, while there may be more of them
   * @returns `false` when so many wait already that this one is not taken
   */
  run(exchange: Exchange, fresh: boolean): boolean;
  /** Forgets a request that waits, or closes the connection that it is on. Does nothing once it is done. */
  abandon(exchange: Exchange, cause: Error): void;
  /** Resolves when no request is left, and closes all connections. */
  close(): Promise<void>;
  /** Closes all connections now; requests fail. */
  destroy(): void;
}

/** Milliseconds between two looks at connections that have been idle for too long. */
const sweepInterval = 1_000;

/** Creates a {@link ConnectionPool}, which opens connections as they are needed. */
export function createConnectionPool(options: ConnectionPoolOptions): ConnectionPool {
  const { host, port, maxAnswerBytes, write, connections, maxWaiting } = options;
  /** The one used last at the end: it is taken first, so that what is not needed becomes old. */
  const idle: Connection[] = [];
  const busy = new Map<Exchange, Connection>();
  const requestOf = new Map<Connection, Exchange>();
  const waiting = new Set<Exchange>();
  let open = 0;
  let sweeper: NodeJS.Timeout | undefined;
  let drained: (() => void) | undefined;

  return {
    run(exchange, fresh) {
      const connection = (fresh && open < connections ? undefined : takeIdle()) ?? openAnother();
      if (connection) start(connection, exchange);
      else if (waiting.size >= maxWaiting) return false;
      else waiting.add(exchange);
      return true;
    },
    abandon(exchange, cause) {
      if (waiting.delete(exchange)) tellWhenDrained();
      else busy.get(exchange)?.destroy(cause);
    },
    async close() {
      if (busy.size + waiting.size > 0) {
        await new Promise<void>((resolve) => {
          drained = resolve;
        });
      }
      closeIdle(Number.POSITIVE_INFINITY);
    },
    destroy() {
      const cause = new Error('the client is closed');
      const left = [...waiting];
      waiting.clear();
      for (const exchange of left) exchange.onFailure({ cause, begun: false, reused: false });
      for (const connection of [...busy.values()]) connection.destroy(cause);
      closeIdle(Number.POSITIVE_INFINITY);
    },
  };

  function start(connection: Connection, exchange: Exchange): void {
    busy.set(exchange, connection);
    requestOf.set(connection, exchange);
    connection.start(exchange);
  }

  function takeIdle(): Connection | undefined {
    const connection = idle.pop();
    if (connection === undefined || connection.freshUntil > performance.now()) return connection;
    // Those below it have been idle for longer, but may have been told of more time: the sweeper finds out.
    connection.destroy(new Error('idle for too long'));
    return takeIdle();
  }

  function openAnother(): Connection | undefined {
    if (open >= connections) return undefined;
    open += 1;
    return openConnection({ host, port, maxAnswerBytes, write, onFree, onGone });
  }

  function onFree(connection: Connection): void {
    forget(connection);
    const [next] = waiting;
    if (next) {
      waiting.delete(next);
      start(connection, next);
      return;
    }
    idle.push(connection);
    sweeper ??= setInterval(sweep, sweepInterval).unref();
    tellWhenDrained();
  }

  function onGone(connection: Connection): void {
    open -= 1;
    const at = idle.indexOf(connection);
    if (at !== -1) idle.splice(at, 1);
    forget(connection);
    const [next] = waiting;
    const another = next && openAnother();
    if (another) {
      waiting.delete(next);
      start(another, next);
    }
    tellWhenDrained();
  }

  function forget(connection: Connection): void {
    const exchange = requestOf.get(connection);
    requestOf.delete(connection);
    if (exchange) busy.delete(exchange);
  }

  function sweep(): void {
    closeIdle(performance.now());
    if (idle.length > 0) return;
    clearInterval(sweeper);
    sweeper = undefined;
  }

  function closeIdle(now: number): void {
    for (const connection of idle.filter(({ freshUntil }) => freshUntil <= now)) {
      connection.destroy(new Error('idle for too long'));
    }
  }

  function tellWhenDrained(): void {
    if (busy.size + waiting.size === 0) drained?.();
  }
}
