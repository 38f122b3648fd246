import { keepSession } from '@throughgate/database';
import type { Logger } from 'pino';

/** Told that a partition has records up to `end`; `undefined` where whoever appended them does not say. */
export type OnGrowth = (partitionId: number, end: bigint | undefined) => void;

/** Hears for all readers of a process which partitions of the log grow. */
export interface Growth {
  /** Tells of what grows from now on, unless the connection is lost: readers look by themselves now and then. Returns how to stop. */
  listen(listener: OnGrowth): () => void;
  /** Tells the readers of this process what it appended itself, before the database does. */
  tell: OnGrowth;
  /** Closes the connection. */
  stop(): Promise<void>;
}

/** Creates {@link Growth}. It has one connection, from the first who listens on. */
export function createGrowth(databaseUrl: string, logger: Logger): Growth {
  const listeners = new Set<OnGrowth>();
  let session: ReturnType<typeof keepSession> | undefined;
  const tell: OnGrowth = (partitionId, end) => {
    for (const listener of listeners) listener(partitionId, end);
  };
  return {
    listen(listener) {
      listeners.add(listener);
      session ??= hear();
      return () => void listeners.delete(listener);
    },
    tell,
    async stop() {
      await session?.stop();
    },
  };

  function hear() {
    return keepSession({
      databaseUrl,
      applicationName: 'throughgate event log listener',
      logger,
      async work({ client, signal, joined }) {
        client.on('notification', ({ payload = '' }) => {
          for (const one of payload.split(',')) {
            const [id, end] = one.split(':');
            tell(Number(id), end === undefined ? undefined : BigInt(end));
          }
        });
        await client.query('LISTEN event_log');
        joined();
        const { promise, resolve } = Promise.withResolvers<void>();
        signal.addEventListener('abort', () => resolve(), { once: true });
        if (!signal.aborted) await promise;
      },
    });
  }
}
