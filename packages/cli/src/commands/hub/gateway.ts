import { randomBytes } from 'node:crypto';
import { startGateway } from '@throughgate/gateway';
import type { Settings } from '@throughgate/runtime/settings';
import { untilStopped } from '@throughgate/runtime/until-stopped';
import type { Logger } from '@throughgate/service';
import { gatewaySettings } from '../../hub/gateway-options.ts';
import { openVerifier } from '../../hub/hub-issuer.ts';
import { whoAsks } from '../../hub/who-asks.ts';
import { readText } from '../../input/read-text.ts';

/** `hub gateway --supergraph FILE`: the gateway alone, over any Federation 2 supergraph, with no database. */
export async function gateway(file: string, settings: Settings, logger: Logger): Promise<void> {
  const stopped = untilStopped();
  await using cleanup = new AsyncDisposableStack();
  const verifier = openVerifier(settings, logger, cleanup);
  // Without a key of the hub, sessions end with the process.
  const sessionKey = settings.serviceKey ?? randomBytes(32).toString('base64url');
  const running = await startGateway({
    supergraphSdl: await readText(file),
    ...gatewaySettings(settings),
    portSetting: 'HUB_PORT (--port)',
    ...(settings.serviceKey === undefined ? {} : { serviceKey: settings.serviceKey }),
    ...whoAsks(settings, verifier, sessionKey, logger),
    foreign: true,
    logger,
  });
  process.stdout.write(`ready ${running.url}\n`);
  await stopped;
  await running.stop();
}
