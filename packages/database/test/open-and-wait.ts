import { createLogger } from '@throughgate/service';
import { openPostgres } from '../src/index.ts';

/** A hub in miniature, as a process of its own: opens PostgreSQL, says where, and waits to be ended. */
const [dataDirectory = '', ending] = process.argv.slice(2);
const postgres = await openPostgres({ dataDirectory, logger: createLogger('info') });
process.stdout.write(`${postgres.adminUrl}\n`);
if (ending === 'throw')
  setImmediate(() => {
    throw new Error('uncaught');
  });
else setInterval(() => undefined, 60_000);
