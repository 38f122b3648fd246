import { startGateway } from '@throughgate/gateway';
import { createLogger } from '@throughgate/service';
import { openSupergraphAt } from '../../gateway/supergraph-at.ts';

// The gateway in a process of its own, over subgraphs at the addresses given as JSON; without an issuer, as they are.

const [addresses = '{}', serviceKey] = process.argv.slice(2);
const gateway = await startGateway({
  supergraphSdl: openSupergraphAt({}),
  host: '127.0.0.1',
  port: 0,
  portSetting: 'port',
  serviceKey,
  subgraphUrls: new Map(Object.entries(JSON.parse(addresses) as Record<string, string>)),
  logger: createLogger('warn'),
});
process.once('SIGTERM', () => void gateway.stop());
process.stdout.write(`ready ${gateway.url}\n`);
