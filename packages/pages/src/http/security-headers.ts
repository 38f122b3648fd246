import type { FastifyInstance } from 'fastify';

/**
 * Pages run no script, load nothing from elsewhere, and stand in no frame; forms go back to where they came from. So a name that
 * somebody made to be a script is text, whatever else goes wrong.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Adds to every answer of `app` what browsers should hold it to. */
export function addSecurityHeaders(app: FastifyInstance): void {
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers({
      'content-security-policy': contentSecurityPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      'cross-origin-opener-policy': 'same-origin',
      // What it shows depends on who asks, and moves with every release.
      'cache-control': 'private, no-cache',
    });
    done();
  });
}
