import { inject } from 'vitest';
import type { TestProject } from 'vitest/node';
import { startKafka } from './kafka-cluster.ts';
import { offerOnDemand, takeOffer } from './on-demand.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the addresses of the broker are offered that tests of a run share. */
    sharedKafkaUrl: string;
  }
}

/**
 * Makes ready one broker for the run, which starts when a test first asks for it; returns what stops it. Called by the
 * global setup.
 */
export async function setupKafka({ provide }: Pick<TestProject, 'provide'>): Promise<() => Promise<void>> {
  const offer = await offerOnDemand(
    () => startKafka({ brokers: 1 }),
    ({ brokers }) => brokers,
  );
  provide('sharedKafkaUrl', offer.url);
  return async () => {
    const cluster = await offer.end();
    await cluster?.stop();
  };
}

/** Addresses of the broker that tests of a run share. Raises Error when it did not start. */
export function sharedKafka(): Promise<readonly string[]> {
  return takeOffer(inject('sharedKafkaUrl'));
}
