import type { Producer } from 'kafkajs';
import { within } from '../support/within.ts';

/** A client that connects at its first use. */
export interface LazyClient<Client> {
  /** The client, connected. Rejects when it cannot connect; the next call tries again. */
  connected(): Promise<Client>;
  /** Ends the connection, or gives it up when the broker does not let go. */
  disconnect(): Promise<void>;
}

/** Milliseconds that ending a connection may take: kafkajs waits for whatever a broker has not answered yet. */
const patience = 1_000;

/** Makes a client connect at its first use; `explain` says of a failure what a person can do. */
export function connectOnce<Client extends Pick<Producer, 'connect' | 'disconnect'>>(
  client: Client,
  explain: (error: unknown) => Error,
): LazyClient<Client> {
  let connecting: Promise<void> | undefined;
  return {
    async connected() {
      connecting ??= client.connect();
      try {
        await connecting;
      } catch (error) {
        connecting = undefined;
        throw explain(error);
      }
      return client;
    },
    async disconnect() {
      if (connecting) await within(patience, client.disconnect());
    },
  };
}
