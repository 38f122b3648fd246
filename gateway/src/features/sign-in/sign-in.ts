import { purposeHeader, TokenError, type TokenVerifier } from '@throughgate/identity';
import { isLoopback, isSecureUrl, OperatorError, requestIdHeader } from '@throughgate/service';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewayFeature } from '../gateway-feature.ts';
import { createIssuerClient } from './issuer-client.ts';
import { asksForPage, isFromOwnPage } from './own-origin.ts';
import { sealedCookie } from './sealed-cookies.ts';
import { readSession, rememberSession, type Session, signedInBy } from './session.ts';
import { readFlows } from './sign-in-flows.ts';
import { paths, type SignInOptions } from './sign-in-options.ts';
import { SignInProblem } from './sign-in-problem.ts';
import { addSignInRoutes } from './sign-in-routes.ts';

/**
 * The feature by which people sign in at the issuer, and by which their session, an encrypted cookie, becomes the bearer token of each
 * request. A browser that asks for a page without a session is sent to sign in.
 *
 * A cookie comes with every request that a browser makes, also with those that other sites have it make. So it counts for a question
 * only where the question is a `POST` of JSON from a page of this gateway, by the browser's own word (`Origin`); never for a `GET`,
 * which a link can be (GHSA-9q82-xgwf-vj6h). A request with a token of its own is left as it is.
 *
 * Raises `OperatorError` when the gateway's address is none that an issuer can send people back to.
 *
 * @param host where the gateway listens
 */
export function signIn(options: SignInOptions, verifier: TokenVerifier, host: string): GatewayFeature {
  const { publicUrl, sessionKey: secret } = options;
  const fixed = publicUrl === undefined ? undefined : requireOrigin(publicUrl);
  if (fixed === undefined && !isLoopback(host)) {
    throw new OperatorError(
      `People sign in at a gateway that listens on ${host} only when its address is known. Set HUB_PUBLIC_URL to it, for example https://hub.example.org.`,
    );
  }
  return {
    name: 'sign-in',
    async addRoutes(app) {
      const origin = () => fixed ?? app.listeningOrigin;
      const sessions = sealedCookie({ purpose: 'session', secret, origin, read: readSession });
      const flows = sealedCookie({ purpose: 'sign-in', secret, origin, read: readFlows });
      const signedIn = async (session: Session) => {
        try {
          return signedInBy(session, await verifier.verify(session.token));
        } catch (error) {
          throw error instanceof TokenError ? problemOf(error) : error;
        }
      };
      addSession(app, async (request, reply) => {
        const session = await sessions.open(request);
        const who = session && (await signedIn(session).catch(unlessRefused));
        if (!session || !who) return sentToSignIn(request, reply);
        if (!mayUseSession(request, origin())) return false;
        const { headers } = request;
        headers.authorization = `Bearer ${session.token}`;
        if (who.purpose !== undefined) headers[purposeHeader] ??= who.purpose;
        rememberSession(request, who);
        return false;
      });
      const issuer = createIssuerClient(options);
      const asListened = fixed === undefined;
      await app.register(async (scope) =>
        addSignInRoutes(scope, { issuer, sessions, signedIn, flows, origin, asListened }),
      );
    },
  };
}

/** Why a token of the issuer is of no use: whoever runs the hub learns what to tell the issuer of its client. */
function problemOf(error: TokenError): SignInProblem {
  if (error.code === 'ISSUER_UNAVAILABLE') return new SignInProblem(error.code, error.message, error);
  return new SignInProblem(
    'SIGN_IN_FAILED',
    `The issuer gave a token that is of no use here. ${error.message}`,
    error,
  );
}

/** A session whose token is refused by now is none: it has ended, or the issuer has other keys. */
function unlessRefused(error: unknown): undefined {
  if (error instanceof SignInProblem && error.code === 'SIGN_IN_FAILED') return undefined;
  throw error;
}

/** Has every request without a token looked at before it is answered; `look` tells whether it has answered it. */
function addSession(
  app: FastifyInstance,
  look: (request: FastifyRequest, reply: FastifyReply) => Promise<boolean>,
): void {
  app.addHook('onRequest', (request, reply, done) => {
    // Most requests: programs send a token, and wait for nothing here.
    if (request.headers.authorization !== undefined) return done();
    look(request, reply).then(
      (answered) => {
        if (!answered) done();
      },
      (error) => {
        reply.header(requestIdHeader, request.id);
        done(error);
      },
    );
  });
}

/**
 * Whether a request is made as whoever has signed in. What could be another site's is refused, so that its maker learns why, and
 * methods that nothing answers stay without a caller. Raises {@link SignInProblem}.
 */
function mayUseSession(request: FastifyRequest, origin: string): boolean {
  const { method, headers, routeOptions } = request;
  const isGraph = routeOptions.url === '/graphql';
  // A browser says of a WebSocket which page opens it, and sends no media type.
  if (isGraph && headers.upgrade?.toLowerCase() === 'websocket' && isFromOwnPage(request, origin))
    return true;
  if (isGraph ? asksForPage(request) : method === 'GET' || method === 'HEAD') return true;
  if (method !== 'POST' && method !== 'GET') return false;
  const isJson = /^application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? '');
  if (method === 'POST' && (!isGraph || isJson) && isFromOwnPage(request, origin)) return true;
  throw new SignInProblem(
    'FORBIDDEN',
    isGraph
      ? 'Whoever has signed in here asks by POST, with "content-type: application/json", from a page of this hub. Programs send a token.'
      : 'Nothing was changed: the form did not come from this hub. Open the page here, and send it from there.',
  );
}

/** Sends a browser that asks for a page without a session to sign in, and to come back. Returns whether it did. */
function sentToSignIn(request: FastifyRequest, reply: FastifyReply): boolean {
  if (!asksForPage(request) || isForEveryone(request)) return false;
  const way = `${paths.signIn}?${new URLSearchParams({ return: request.url })}`;
  reply.header('cache-control', 'no-store').header('vary', 'accept, cookie').redirect(way, 302);
  return true;
}

/** Whether a route answers whoever asks: where one signs in, what operators look at, and what is not there. */
function isForEveryone({ routeOptions: { url } }: FastifyRequest): boolean {
  if (url === undefined || url === '/metrics' || url.startsWith('/health/')) return true;
  return Object.values<string>(paths).includes(url);
}

function requireOrigin(text: string): string {
  const url = URL.parse(text);
  if (url && isSecureUrl(url) && url.href === `${url.origin}/`) return url.origin;
  throw new OperatorError(
    `The address of the gateway (HUB_PUBLIC_URL) must be https:// and a host, such as https://hub.example.org, without path, query or user name; http:// is for this machine alone. "${url?.username || url?.password ? 'It' : text}" is not.`,
  );
}
