import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { type Adapter, Provider } from 'oidc-provider';

/** Algorithms of the keys that the issuer can make. */
export type TokenAlgorithm = 'ES256' | 'EdDSA' | 'PS256' | 'RS256';

/** Claims of a token, also such as no good token has. */
type Claims = Readonly<Record<string, unknown>>;

/** An OpenID Connect provider for tests, with keys that a test changes, and of which it may sign what it likes. */
export interface TokenIssuer extends AsyncDisposable {
  /** Its issuer, `http://127.0.0.1:<port>`. */
  readonly url: string;
  /** Requests that it got, as `GET /jwks`. */
  readonly asked: readonly string[];
  /** Keys that it signs with, private parts included; the first one signs. */
  readonly keys: readonly JWK[];
  /** An access token from its token endpoint, by client credentials, with these claims beside what it writes itself. */
  clientToken(claims?: Claims): Promise<string>;
  /**
   * Signs a token by its own key: an access token of a person (RFC 9068), with these claims in the place of others; a claim
   * that is `undefined` is left out.
   *
   * @param header in the place of what its header would say
   * @param key in the place of the issuer's first
   */
  sign(claims?: Claims, header?: Readonly<Record<string, unknown>>, key?: JWK): Promise<string>;
  /** Has other keys from now on. */
  setKeys(keys: readonly JWK[]): void;
  /** Answers 503 to everything, or works again. */
  setDown(down: boolean): void;
  /** Answers nothing at all, or works again. */
  setSilent(silent: boolean): void;
}

/** Audience of the tokens. */
const audience = 'throughgate';
const client = { id: 'probation-system', secret: 'a secret for tests and nothing else' };

/** Tokens that are JWTs need no store; with one of its own the provider warns. */
const forgetful: Adapter = {
  upsert: async () => undefined,
  find: async () => undefined,
  findByUserCode: async () => undefined,
  findByUid: async () => undefined,
  consume: async () => undefined,
  destroy: async () => undefined,
  revokeByGrantId: async () => undefined,
};

/** Makes a key, private part included. */
export async function makeTokenKey(alg: TokenAlgorithm, kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg, use: 'sig' };
}

/** Starts a {@link TokenIssuer}, real oidc-provider on a free port of loopback, with one ES256 key of the id `first`. */
export async function startTokenIssuer(): Promise<TokenIssuer> {
  const asked: string[] = [];
  let down = false;
  let silent = false;
  let extra: Claims = {};
  let keys: readonly JWK[] = [await makeTokenKey('ES256', 'first')];
  let answer: RequestListener;
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (silent) return;
    if (down) response.writeHead(503).end();
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  serve();

  return {
    url,
    asked,
    get keys() {
      return keys;
    },
    async clientToken(claims = {}) {
      extra = claims;
      const response = await fetch(`${url}/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: client.id,
          client_secret: client.secret,
          resource: 'urn:throughgate',
        }),
      });
      const { access_token: token } = (await response.json()) as { access_token?: string };
      if (!token) throw new Error(`the issuer gave no token: ${response.status}`);
      return token;
    },
    async sign(claims = {}, header = {}, key = keys[0]) {
      if (!key) throw new Error('the issuer has no key');
      const { kid, alg = 'ES256' } = key;
      const now = Math.floor(Date.now() / 1000);
      const payload = {
        iss: url,
        aud: audience,
        sub: 'alex',
        client_id: 'front-end',
        iat: now,
        exp: now + 300,
        ...claims,
      };
      return new SignJWT(JSON.parse(JSON.stringify(payload)))
        .setProtectedHeader({ alg, typ: 'at+jwt', ...(kid ? { kid } : {}), ...header })
        .sign(await importJWK(key, alg));
    },
    setKeys(next) {
      keys = next;
      serve();
    },
    setDown(next) {
      down = next;
    },
    setSilent(next) {
      silent = next;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  /** A provider does not change its keys: another one takes its place. */
  function serve(): void {
    const [signing] = keys;
    const provider = new Provider(url, {
      adapter: () => forgetful,
      jwks: { keys: [...keys] as never },
      ttl: { ClientCredentials: 300 },
      cookies: { keys: ['for tests and nothing else'] },
      clients: [
        {
          client_id: client.id,
          client_secret: client.secret,
          token_endpoint_auth_method: 'client_secret_post',
          grant_types: ['client_credentials'],
          redirect_uris: [],
          response_types: [],
          id_token_signed_response_alg: signing?.alg as never,
        },
      ],
      features: {
        clientCredentials: { enabled: true },
        devInteractions: { enabled: false },
        resourceIndicators: {
          enabled: true,
          getResourceServerInfo: () => ({
            scope: '',
            audience,
            accessTokenFormat: 'jwt',
            accessTokenTTL: 300,
            jwt: { sign: { alg: signing?.alg as never } },
          }),
        },
      },
      extraTokenClaims: () => extra,
    });
    answer = provider.callback();
  }
}
