import type { Caller } from '@throughgate/service';
import type { AskingRequest } from './asking-request.ts';
import type { GatewayFeature } from './gateway-feature.ts';

/**
 * Folds what features say of who asks: a function of a request that begins with `first` and asks one feature after the
 * other. It raises what a feature raises to refuse the request.
 *
 * @param first who asks as far as no feature knows better
 */
export function callerOfRequest(
  features: readonly GatewayFeature[],
  first: Caller,
): (request: AskingRequest) => Caller | Promise<Caller> {
  const hooks = features.flatMap((feature) => feature.onRequest?.bind(feature) ?? []);
  if (hooks.length === 0) return () => first;
  return async (request) => {
    let caller = first;
    for (const hook of hooks) caller = (await hook(request, caller)) ?? caller;
    return caller;
  };
}
