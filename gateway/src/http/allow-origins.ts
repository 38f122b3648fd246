import cors from '@fastify/cors';
import { requestIdHeader } from '@throughgate/service';
import type { FastifyInstance } from 'fastify';

/** Origins whose web pages may ask the gateway, `scheme://host[:port]`, or patterns of them; empty for none. */
export type CorsOrigins = readonly (string | RegExp)[];

/** Any port of this machine, as a browser on it names it: where a front end under development is served from. */
export const loopbackOrigins: CorsOrigins = [/^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/];

/** Seconds for which a browser may remember what a preflight said: as long as Chromium does at most. */
const maxAge = 7_200;

/**
 * Lets web pages of these origins ask the routes of `scope`, by CORS; without origins no other page may. Any header may be
 * sent, since who trusts a page trusts its headers; cookies are not part of it, since nothing signs in by them.
 */
export async function allowOrigins(scope: FastifyInstance, origins: CorsOrigins): Promise<void> {
  if (origins.length === 0) return;
  await scope.register(cors, {
    origin: [...origins],
    methods: ['GET', 'POST'],
    exposedHeaders: [requestIdHeader],
    maxAge,
    // An OPTIONS request that is no preflight is answered like one; there is nothing to protect in it.
    strictPreflight: false,
  });
}
