import { readFileSync } from 'node:fs';
import { startGateway } from '@throughgate/gateway';
import { createLogger } from '@throughgate/service';

// The gateway in a process of its own, which records what clients run for a registry that takes every report, or does
// not record at all.

const [file = '', record = 'yes'] = process.argv.slice(2);
const gateway = await startGateway({
  supergraphSdl: readFileSync(file, 'utf8'),
  host: '127.0.0.1',
  port: 0,
  portSetting: 'port',
  foreign: true,
  logger: createLogger('warn'),
  ...(record === 'yes' ? { usage: { client: { report: async () => {} } } } : {}),
});
process.once('SIGTERM', () => void gateway.stop());
process.stdout.write(`ready ${gateway.url}\n`);
