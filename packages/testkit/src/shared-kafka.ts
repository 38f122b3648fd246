import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { type KafkaCluster, startKafka } from './kafka-cluster.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL that answers with the addresses of the broker that tests of a run share, and starts it when first asked. */
    sharedKafkaUrl: string;
  }
}

/**
 * Makes ready one broker for the run, which starts when a test first asks for it; returns what stops it. Called by the
 * global setup.
 */
export async function setupKafka({ provide }: Pick<TestProject, 'provide'>): Promise<() => Promise<void>> {
  let starting: Promise<KafkaCluster> | undefined;
  const server = createServer((_request, response) => {
    starting ??= startKafka({ brokers: 1 });
    starting.then(
      ({ brokers }) => response.end(JSON.stringify(brokers)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  provide('sharedKafkaUrl', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.close();
    const cluster = await starting?.catch(() => undefined);
    await cluster?.stop();
  };
}

/** Addresses of the broker that tests of a run share. Raises Error when it did not start. */
export async function sharedKafka(): Promise<readonly string[]> {
  const response = await fetch(inject('sharedKafkaUrl'));
  if (!response.ok) throw new Error(`The Kafka of this run did not start: ${await response.text()}`);
  return (await response.json()) as string[];
}
