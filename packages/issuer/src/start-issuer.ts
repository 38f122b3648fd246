import { createHttpService, isLoopback, type Logger, OperatorError } from '@throughgate/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Provider } from 'oidc-provider';
import { issuerClients } from './clients.ts';
import { createProvider, signInPath } from './create-provider.ts';
import { issuePersonaToken, type PersonaTokenOptions } from './issue-persona-token.ts';
import { clientKey, keptKeys, rotatedKeys } from './issuer-keys.ts';
import { memoryAdapter } from './memory-adapter.ts';
import { contentSecurityPolicy, pageOf, signInPage } from './page.ts';
import { personas as ownPersonas, type Persona } from './personas.ts';

/** What the development issuer is started with. */
export interface StartIssuerOptions {
  /** Address to listen on, of the machine itself. @default '127.0.0.1' */
  readonly host?: string;
  /** Port; 0 has a free one chosen. */
  readonly port: number;
  /** Setting that names the port, for messages. @default 'HUB_ISSUER_PORT' */
  readonly portSetting?: string;
  /** Where its keys are kept, readable by the owner only. */
  readonly directory: string;
  readonly logger: Logger;
  /** Claim `aud` of its access tokens. @default 'throughgate' */
  readonly audience?: string;
  /** Whom it lets anyone be. @default the hub's own */
  readonly personas?: Readonly<Record<string, Persona>>;
}

/** A development issuer that runs. */
export interface RunningIssuer {
  /** Issuer as tokens name it, and where it is reached: `http://127.0.0.1:4100`. */
  readonly url: string;
  /** Makes a token of a persona. Raises `OperatorError` as `issuePersonaToken` does. */
  issue(persona: string, options?: PersonaTokenOptions): Promise<string>;
  /**
   * Signs with a new key from now on.
   * @param keepOld whether tokens that were signed with the ones before stay valid @default true
   */
  rotateKeys(options?: { readonly keepOld?: boolean }): Promise<void>;
  /** Answers what is under way, and stops. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts the development issuer: an OpenID Connect provider that lets whoever reaches it be any of its personas, without a
 * password. Sign-ins that are under way are kept in memory only.
 *
 * Raises `OperatorError` when it is to listen anywhere but on this machine alone, when the port is taken, and when its keys can
 * neither be read nor kept.
 */
export async function startIssuer(options: StartIssuerOptions): Promise<RunningIssuer> {
  const { host = '127.0.0.1', port, directory, logger, audience = 'throughgate' } = options;
  const { portSetting = 'HUB_ISSUER_PORT' } = options;
  const personas: Readonly<Record<string, Persona>> = options.personas ?? ownPersonas;
  if (!isLoopback(host)) {
    throw new OperatorError(
      `The development issuer asks for no password, and so listens on this machine alone: 127.0.0.1, ::1 or localhost, not ${host}. ` +
        'HUB_ISSUER names the issuer of a hub that others reach.',
    );
  }
  let keys = await keptKeys(directory);
  const systems = new Map(
    await Promise.all(
      Object.entries(personas)
        .filter(([, { kind }]) => kind === 'system')
        .map(async ([name]) => [name, await clientKey(directory, name)] as const),
    ),
  );
  const adapter = memoryAdapter();
  const service = createHttpService({ name: 'issuer', logger, readinessChecks: [], grace: 2_000 });
  let provider: Provider | undefined;
  let answer: ReturnType<Provider['callback']> | undefined;
  let url = '';

  await service.app.register(async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    );
    app.addHook('onRequest', async (request, reply) => {
      const headers = {
        'cache-control': 'no-store',
        'content-security-policy': contentSecurityPolicy(),
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      };
      for (const [name, value] of Object.entries(headers)) {
        reply.header(name, value);
        reply.raw.setHeader(name, value);
      }
      // A page elsewhere whose name was made to lead here must not be able to be anybody.
      if (request.host !== new URL(url).host) {
        await reply.code(421).send({ error: 'invalid_request', error_description: `the issuer is ${url}` });
      }
    });
    app.get<{ Params: { uid: string } }>(`${signInPath}/:uid`, async (request, reply) => {
      const signIn = await signInOf(request, reply);
      if (!signIn) return reply;
      return reply
        .type('text/html; charset=utf-8')
        .header('content-security-policy', contentSecurityPolicy(signIn.returnsTo))
        .send(signInPage(`${signInPath}/${signIn.uid}`, personas));
    });
    app.post<{ Params: { uid: string } }>(`${signInPath}/:uid`, async (request, reply) => {
      const signIn = await signInOf(request, reply);
      if (!signIn || !provider) return reply;
      const name = (request.body instanceof URLSearchParams ? request.body.get('persona') : undefined) ?? '';
      const persona = Object.hasOwn(personas, name) ? personas[name] : undefined;
      if (persona?.kind !== 'person') {
        return reply
          .code(400)
          .type('text/html; charset=utf-8')
          .send(pageOf('There is no such persona', ['Go back, and choose one that the page has.']));
      }
      const result = { login: { accountId: name, remember: false }, consent: {} };
      return reply.redirect(await provider.interactionResult(request.raw, reply.raw, result), 303);
    });
    app.all('/*', {
      onRequest: (request, reply, done) => {
        // It reads bodies itself.
        if (reply.sent) return done();
        reply.hijack();
        void answer?.(request.raw, reply.raw);
      },
      handler: () => undefined,
    });
  });

  url = await service.listen({ host, port, setting: portSetting });
  useKeys();
  return {
    url,
    issue: (persona, asked) => issuePersonaToken(url, persona, asked),
    async rotateKeys({ keepOld = true } = {}) {
      keys = { ...keys, signing: await rotatedKeys(directory, keys.signing, keepOld) };
      useKeys();
    },
    stop: () => service.stop(),
  };

  function useKeys(): void {
    provider = createProvider({
      issuer: url,
      audience,
      personas,
      keys,
      clients: issuerClients(systems),
      adapter,
    });
    provider.on('server_error', (_context, error) => {
      logger.error({ service: 'issuer', problem: error.message }, 'the issuer failed');
    });
    answer = provider.callback();
  }

  /** The sign-in that a browser is in the middle of; undefined, with the answer sent, when it is in none. */
  async function signInOf(
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<{ readonly uid: string; readonly returnsTo: string } | undefined> {
    try {
      const details = await provider?.interactionDetails(request.raw, reply.raw);
      if (details) {
        return { uid: details.uid, returnsTo: new URL(String(details.params['redirect_uri'])).origin };
      }
    } catch {
      // Its message says which cookie or record is missing, which helps nobody in a browser.
    }
    await reply
      .code(400)
      .type('text/html; charset=utf-8')
      .send(
        pageOf('This sign-in is over', [
          'It took more than an hour, or was finished. Sign in from where you came.',
        ]),
      );
    return undefined;
  }
}
