import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type EntityCacheOptions, startGateway } from '@throughgate/gateway';
import { createLogger } from '@throughgate/service';

// A gateway over a supergraph in a file, which is told of changes by `PUT /<crn>` at an address of its own: where the event log would
// be. Says both addresses when ready. The second argument is the memory for kept entities; 0 keeps none.

const [file = '', maxBytes = '0'] = process.argv.slice(2);
type Changes = NonNullable<EntityCacheOptions['changes']>;
const listeners = new Set<Parameters<Changes['onChange']>[0]>();
const changes: Changes = {
  onChange(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  onState: () => () => undefined,
  state: () => ({ following: true, behindMs: 0 }),
};
const server = createServer((request, response) => {
  for (const listener of listeners) listener({ key: { crn: request.url?.slice(1) ?? '' } });
  response.end();
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const gateway = await startGateway({
  supergraphSdl: readFileSync(file, 'utf8'),
  host: '127.0.0.1',
  port: 0,
  portSetting: 'HUB_PORT',
  logger: createLogger('warn'),
  foreign: true,
  entityCache: { changes, maxBytes: Number(maxBytes) },
});
const told = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
process.stdout.write(`ready ${JSON.stringify({ url: gateway.url, told })}\n`);
