import { isPurpose, purposes } from '@throughgate/identity';
import { isLoopback } from '@throughgate/service';
import { parseCookie } from 'cookie';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { IssuerClient } from './issuer-client.ts';
import { isFromOwnPage } from './own-origin.ts';
import { returnPath } from './return-path.ts';
import { cookieText, nameFor, type SealedCookie } from './sealed-cookies.ts';
import { type Session, type SignedIn, sessionOf } from './session.ts';
import { longestSignIn, type SignInFlows, takeFlow, withFlow } from './sign-in-flows.ts';
import { paths } from './sign-in-options.ts';
import { type SignInPage, sendPage, sendSignInProblem } from './sign-in-page.ts';
import { SignInProblem } from './sign-in-problem.ts';

/** What {@link addSignInRoutes} needs. */
export interface SignInRoutesOptions {
  readonly issuer: IssuerClient;
  readonly sessions: SealedCookie<Session>;
  /** Who has a session. Raises {@link SignInProblem} when their token is of no use. */
  readonly signedIn: (session: Session) => Promise<SignedIn>;
  readonly flows: SealedCookie<SignInFlows>;
  /** Origin of the gateway as browsers have it. */
  readonly origin: () => string;
  /** Whether that origin follows from where the gateway listens, so that other names of this machine lead there. */
  readonly asListened: boolean;
}

/** Milliseconds for which a sign-in under way is remembered: longer than it is good for, to tell late from foreign. */
const flowsKept = 6 * longestSignIn;
/** Most bytes of a form. */
const bodyLimit = 8 * 1024;
/** Cookie that says that somebody has signed out: whoever comes next must say who they are, whatever the issuer remembers. */
const signedOut = 'signed-out';

const signInAgain = { text: 'Sign in', href: paths.signIn };
const frontPage = { text: 'Front page', href: '/' };

/** Adds the routes by which people sign in and out, say for what purpose they ask, and learn who they are. */
export function addSignInRoutes(app: FastifyInstance, options: SignInRoutesOptions): void {
  const { issuer, sessions, signedIn, flows, origin, asListened } = options;
  app.addContentTypeParser<string>(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit },
    (_request, body, done) => done(null, new URLSearchParams(body)),
  );
  app.addHook('onRequest', (_request, reply, done) => {
    reply.header('cache-control', 'no-store').header('referrer-policy', 'same-origin');
    done();
  });
  app.setErrorHandler((error, request, reply) => {
    if (!(error instanceof SignInProblem)) throw error;
    const { code, originalError } = error;
    if (originalError)
      request.log.warn({ requestId: request.id, code, ...inLog(originalError) }, 'not signed in');
    return sendSignInProblem(request, reply, error, linksFor(error));
  });

  app.get<{ Querystring: { return?: unknown } }>(paths.signIn, async (request, reply) => {
    const { host, hostname } = request;
    if (asListened && host !== new URL(origin()).host && isLoopback(hostname)) {
      return reply.redirect(origin() + request.url, 302);
    }
    const wanted = request.query.return ?? '/';
    const path = typeof wanted === 'string' ? returnPath(wanted, origin()) : undefined;
    if (path === undefined) {
      throw new SignInProblem(
        'BAD_REQUEST',
        'What "return" names must be one path of this hub, such as /graphql.',
      );
    }
    const again = parseCookie(request.headers.cookie ?? '')[nameFor(signedOut, origin())] !== undefined;
    const { url, flow } = await issuer.begin(origin() + paths.callback, again);
    const known = withFlow(await flows.open(request), { ...flow, return: path });
    await flows.seal(request, reply, known, Date.now() + flowsKept);
    return reply.redirect(url, 302);
  });

  app.get<{ Querystring: { state?: unknown } }>(paths.callback, async (request, reply) => {
    const { state } = request.query;
    const { flow, rest } = takeFlow(await flows.open(request), typeof state === 'string' ? state : undefined);
    if (!flow) {
      throw new SignInProblem(
        'SIGN_IN_MISMATCH',
        'It was begun in another browser, or has ended already. Sign in from here.',
      );
    }
    await flows.seal(request, reply, rest, Date.now() + flowsKept);
    if (Date.now() - flow.began > longestSignIn) {
      throw new SignInProblem(
        'SIGN_IN_EXPIRED',
        `It is given ${longestSignIn / 60_000} minutes. Sign in again.`,
      );
    }
    const session = await issuer.finish(new URL(request.url, origin()), flow);
    const { expiresAt } = await signedIn(session);
    await sessions.seal(request, reply, session, expiresAt);
    reply.header('set-cookie', markSignedOut(false));
    return reply.redirect(origin() + flow.return, 303);
  });

  app.get(paths.session, (request, reply) => {
    const session = sessionOf(request);
    if (!session)
      throw new SignInProblem('UNAUTHENTICATED', 'Nobody has signed in here, or their time is over.');
    const { name, organisation, roles, purpose, expiresAt } = session;
    return reply.send({
      name,
      organisation,
      roles,
      purpose: purpose ?? null,
      purposes: session.purposes.map((id) => ({ id, describes: isPurpose(id) ? purposes[id] : null })),
      expiresAt: new Date(expiresAt).toISOString(),
    });
  });

  app.post(paths.purpose, async (request, reply) => {
    requireOwnPage(request);
    const session = await sessions.open(request);
    if (!session) throw new SignInProblem('UNAUTHENTICATED', 'Your time is over. Sign in, and choose again.');
    const { purposes: granted, expiresAt } = await signedIn(session);
    const form = formOf(request);
    const purpose = form.get('purpose') ?? '';
    if (!granted.includes(purpose)) {
      const choices = granted.join(', ') || 'none';
      throw new SignInProblem('PURPOSE_NOT_GRANTED', `Choose one that you were granted: ${choices}.`);
    }
    await sessions.seal(request, reply, { ...session, purpose }, expiresAt);
    return reply.redirect(origin() + (returnPath(form.get('return') ?? '/', origin()) ?? '/'), 303);
  });

  app.post(paths.signOut, async (request, reply) => {
    requireOwnPage(request);
    sessions.clear(request, reply);
    flows.clear(request, reply);
    reply.header('set-cookie', markSignedOut(true));
    // What GraphiQL keeps of questions names people whom they were about.
    reply.header('clear-site-data', '"storage"');
    return reply.redirect(paths.signOut, 303);
  });

  app.get(paths.signOut, (_request, reply) =>
    sendPage(reply, {
      status: 200,
      title: 'You have signed out',
      lines: [
        'This browser holds nothing of your session any more. Other services of your issuer may still know you.',
      ],
      links: [{ ...signInAgain, text: 'Sign in again' }],
    }),
  );

  function requireOwnPage(request: FastifyRequest): void {
    if (isFromOwnPage(request, origin())) return;
    throw new SignInProblem('FORBIDDEN', 'Nothing was changed. Open the page here, and send it from there.');
  }

  function markSignedOut(isOut: boolean): string {
    const name = nameFor(signedOut, origin());
    return cookieText(isOut ? { name, value: '1' } : { name, value: '', maxAge: 0 }, origin());
  }
}

function formOf({ body }: FastifyRequest): URLSearchParams {
  return body instanceof URLSearchParams ? body : new URLSearchParams();
}

function linksFor({ code }: SignInProblem): SignInPage['links'] {
  return code === 'BAD_REQUEST' || code === 'FORBIDDEN' || code === 'PURPOSE_NOT_GRANTED'
    ? [frontPage]
    : [signInAgain, frontPage];
}

/** What a log is told of the cause: words of the library and codes, and nothing that an issuer wrote. */
function inLog(cause: Error): object {
  const { code, error } = cause as { readonly code?: unknown; readonly error?: unknown };
  const isCode = (value: unknown) => typeof value === 'string' && /^[\w-]{1,60}$/.test(value);
  return {
    reason: cause.message,
    ...(isCode(code) ? { cause: code } : {}),
    ...(isCode(error) ? { issuerError: error } : {}),
  };
}
