import { testKafka, whySkipKafka } from '@throughgate/testkit';
import { describe } from 'vitest';
import { eventLogContract } from './support/event-log-contract.ts';

describe.skipIf(whySkipKafka())('Kafka', () => {
  eventLogContract('Kafka', async () => {
    const kafka = await testKafka();
    return {
      spec: { kind: 'kafka', brokers: kafka.brokers },
      [Symbol.asyncDispose]: () => kafka[Symbol.asyncDispose](),
    };
  });
});
