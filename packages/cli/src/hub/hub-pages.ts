import type { GatewayOptions } from '@throughgate/gateway';
import { createPages } from '@throughgate/pages';
import type { Settings } from '@throughgate/runtime/settings';
import { isLoopback } from '@throughgate/service';
import { versionNumber } from './hub-version.ts';

/**
 * The pages that a hub's gateway serves beside the graph. Until callers sign in, those of single people are there for the
 * developer alone, on a hub that nobody else reaches.
 *
 * @param registryUrl address of the registry, for those who may reach it
 */
export function hubPages({ host }: Settings, registryUrl?: string): GatewayOptions['pages'] {
  return ({ ask, callerOf }) =>
    createPages({
      ask,
      version: versionNumber(),
      registryUrl,
      maySeePersons: async (request) => {
        const { kind } = await callerOf(request);
        return kind === 'developer' && isLoopback(host);
      },
    });
}
