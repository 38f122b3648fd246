import type { GatewayOptions } from '@throughgate/gateway';
import { createPages } from '@throughgate/pages';
import { versionNumber } from './hub-version.ts';

/**
 * The pages that a hub's gateway serves beside the graph: each is open to those whose scopes open it, and to the developer, who is
 * there only where no issuer is and nobody else reaches the hub.
 *
 * @param registryUrl address of the registry, for those who may reach it
 */
export function hubPages(registryUrl?: string): GatewayOptions['pages'] {
  return ({ ask, callerOf, sessionOf }) =>
    createPages({
      ask,
      sessionOf,
      version: versionNumber(),
      registryUrl,
      hasScope: async (request, scope) => {
        const { kind, scopes } = await callerOf(request);
        return kind === 'developer' || scopes.includes(scope);
      },
    });
}
