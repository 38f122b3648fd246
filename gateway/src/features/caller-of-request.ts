import { type Caller, localDeveloper } from '@throughgate/service';
import type { FastifyRequest } from 'fastify';
import type { GatewayFeature } from './gateway-feature.ts';

/**
 * Folds what features say of who asks: a function of a request that begins with the local developer and asks one feature
 * after the other. It raises what a feature raises to refuse the request.
 */
export function callerOfRequest(
  features: readonly GatewayFeature[],
): (request: FastifyRequest) => Caller | Promise<Caller> {
  const hooks = features.flatMap((feature) => feature.onRequest?.bind(feature) ?? []);
  if (hooks.length === 0) return () => localDeveloper;
  return async (request) => {
    let caller = localDeveloper;
    for (const hook of hooks) caller = (await hook(request, caller)) ?? caller;
    return caller;
  };
}
