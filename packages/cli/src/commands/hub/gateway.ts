import { startGateway } from '@throughgate/gateway';
import type { Settings } from '@throughgate/runtime/settings';
import { gatewaySettings } from '../../hub/gateway-options.ts';
import { openVerifier } from '../../hub/open-verifier.ts';
import { whoAsks } from '../../hub/who-asks.ts';
import { readText } from '../../input/read-text.ts';
import type { Workplace } from '../../workers/workplace.ts';

/** `hub gateway --supergraph FILE`: the gateway alone, over any Federation 2 supergraph, with no database. */
export async function gateway(file: string, settings: Settings, workplace: Workplace): Promise<void> {
  const { logger, stopped, group, inTurn } = workplace;
  await using cleanup = new AsyncDisposableStack();
  const verifier = openVerifier(settings, logger, cleanup);
  // Without a key of the hub, sessions end with the process, or with all that share the port.
  const sessionKey = settings.serviceKey ?? workplace.sharedKey;
  const running = await startGateway({
    supergraphSdl: await readText(file),
    ...gatewaySettings(settings),
    portSetting: 'HUB_PORT (--port)',
    ...(settings.serviceKey === undefined ? {} : { serviceKey: settings.serviceKey }),
    ...whoAsks(settings, verifier, sessionKey, logger),
    foreign: true,
    group,
    inTurn,
    logger,
  });
  workplace.announce(running.url);
  await stopped;
  await running.stop();
}
