import { supergraphSdl } from '@throughgate/contracts';
import { startGateway } from '@throughgate/gateway';
import { createLogger } from '@throughgate/service';

// The gateway in a process of its own, over subgraphs at the addresses given as JSON.

const [addresses = '{}', serviceKey] = process.argv.slice(2);
const gateway = await startGateway({
  supergraphSdl: supergraphSdl(),
  host: '127.0.0.1',
  port: 0,
  portSetting: 'port',
  serviceKey,
  subgraphUrls: new Map(Object.entries(JSON.parse(addresses) as Record<string, string>)),
  logger: createLogger('warn'),
});
process.once('SIGTERM', () => void gateway.stop());
process.stdout.write(`ready ${gateway.url}\n`);
