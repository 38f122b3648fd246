import cors from '@fastify/cors';
import { requestIdHeader } from '@throughgate/service';
import type { FastifyInstance } from 'fastify';

/** Origins whose web pages may ask the gateway, `scheme://host[:port]`, or patterns of them; empty for none. */
export type CorsOrigins = readonly (string | RegExp)[];

/** Seconds for which a browser may remember what a preflight said: as long as Chromium does at most. */
const maxAge = 7_200;

/**
 * Lets web pages of these origins ask the routes of `scope`, by CORS; without origins no other page may. Any header may be
 * sent, a token and a purpose among them, since who trusts a page trusts its headers; cookies are not part of it: a page of
 * another origin signs in for itself. A preflight is answered without a token, since browsers send none with it.
 */
export async function allowOrigins(scope: FastifyInstance, origins: CorsOrigins): Promise<void> {
  if (origins.length === 0) return;
  await scope.register(cors, {
    origin: [...origins],
    methods: ['GET', 'POST'],
    exposedHeaders: [requestIdHeader, 'www-authenticate'],
    maxAge,
    // An OPTIONS request that is no preflight is answered like one; there is nothing to protect in it.
    strictPreflight: false,
  });
}
