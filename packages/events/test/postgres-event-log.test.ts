import { testDatabase } from '@throughgate/testkit';
import { eventLogContract } from './support/event-log-contract.ts';

eventLogContract('PostgreSQL', async () => {
  const database = await testDatabase();
  return {
    spec: { kind: 'postgres', databaseUrl: database.url },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
});
