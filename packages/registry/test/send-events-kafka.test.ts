import { createKafkaEventLog } from '@throughgate/events';
import { createLogger } from '@throughgate/service';
import { testKafka, whySkipKafka } from '@throughgate/testkit';
import { describe } from 'vitest';
import { eventIntakeContract } from './support/event-intake-contract.ts';

describe.skipIf(whySkipKafka())('Kafka', () => {
  eventIntakeContract('Kafka', async () => {
    const cleanup = new AsyncDisposableStack();
    const { brokers } = cleanup.use(await testKafka({ own: true }));
    const log = createKafkaEventLog({ brokers, logger: createLogger('silent') });
    cleanup.defer(() => log.close());
    return { log, [Symbol.asyncDispose]: () => cleanup.disposeAsync() };
  });
});
