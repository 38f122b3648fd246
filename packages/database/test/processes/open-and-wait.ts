import { parseArgs } from 'node:util';
import { createLogger } from '@throughgate/service';
import { openPostgres } from '../../src/index.ts';

/**
 * A hub in miniature, as a process of its own: opens PostgreSQL in the directory given, says where, and waits to be ended.
 * `--throw` ends it by an error instead. `--user` is the id of the user, and of the group, as whom it does so when it is
 * started as root: it changes to that user only when it is loaded, so that it can be started from where the user cannot read.
 */
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { throw: { type: 'boolean', default: false }, user: { type: 'string' } },
});
const [dataDirectory = ''] = positionals;
if (values.user !== undefined) {
  const id = Number(values.user);
  process.setgroups?.([id]);
  process.setgid?.(id);
  process.setuid?.(id);
}
// What is on disk outlives the process however that ends; only a power cut would need more.
const postgres = await openPostgres({ dataDirectory, logger: createLogger('info'), durable: false });
process.stdout.write(`${postgres.adminUrl}\n`);
if (values.throw)
  setImmediate(() => {
    throw new Error('uncaught');
  });
else setInterval(() => undefined, 60_000);
