import { createPostgresEventLog } from '@throughgate/events';
import { createLogger } from '@throughgate/service';
import { testDatabase } from '@throughgate/testkit';
import { eventIntakeContract } from './support/event-intake-contract.ts';

eventIntakeContract('PostgreSQL', async () => {
  const cleanup = new AsyncDisposableStack();
  const { url } = cleanup.use(await testDatabase());
  const log = createPostgresEventLog({ databaseUrl: url, logger: createLogger('silent') });
  cleanup.defer(() => log.close());
  return { log, [Symbol.asyncDispose]: () => cleanup.disposeAsync() };
});
