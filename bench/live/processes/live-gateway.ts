import { createPostgresEventLog } from '@throughgate/events';
import { startGateway } from '@throughgate/gateway';
import { createLogger } from '@throughgate/service';
import { openSupergraphAt } from '../../gateway/supergraph-at.ts';

// The gateway in a process of its own, following an event log, over an outcomes at a given address and without an issuer.

const [outcomes = '', databaseUrl = '', subscriptions = '0'] = process.argv.slice(2);
const logger = createLogger('warn');
const eventLog = createPostgresEventLog({ databaseUrl, logger });
const bound = Number(subscriptions);
const gateway = await startGateway({
  supergraphSdl: openSupergraphAt({}),
  host: '127.0.0.1',
  port: 0,
  portSetting: 'port',
  subgraphUrls: new Map([['outcomes', outcomes]]),
  foreign: true,
  changes: { eventLog },
  live: { subscriptions: bound, perClient: bound },
  logger,
});
process.once('SIGTERM', () => void gateway.stop().then(() => eventLog.close()));
process.stdout.write(`ready ${gateway.url}\n`);
