import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between a client and PostgreSQL, and can cut the line as a database does that stops, or hold it. */
export interface BreakableConnection extends AsyncDisposable {
  /** URL that leads through here. */
  readonly url: string;
  /** Drops all connections and takes none. */
  cut(): void;
  /** Takes connections again. */
  mend(): void;
  /** Leaves connections open, and lets nothing through. */
  freeze(): void;
  /** Lets everything through again, and what was held first. */
  thaw(): void;
}

/** Listens in front of the database at `databaseUrl`. */
export async function breakableConnection(databaseUrl: string): Promise<BreakableConnection> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  let broken = false;
  const server = createServer((client) => {
    if (broken) return client.destroy();
    const upstream = connect(Number(target.port), target.hostname);
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      // Not as a pipe, which may resume what is frozen.
      one.on('data', (chunk) => void other.write(chunk));
    }
    return undefined;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(databaseUrl);
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const drop = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: url.href,
    cut() {
      broken = true;
      drop();
    },
    mend() {
      broken = false;
    },
    freeze() {
      for (const socket of sockets) socket.pause();
    },
    thaw() {
      for (const socket of sockets) socket.resume();
    },
    async [Symbol.asyncDispose]() {
      drop();
      server.close();
      await once(server, 'close');
    },
  };
}
