import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { purposeHeader } from '@throughgate/identity';
import { type PersonaName, type PersonaTokenOptions, personas, startIssuer } from '@throughgate/issuer';
import { createLogger } from '@throughgate/service';
import { importJWK, type JWK, type JWTHeaderParameters, SignJWT } from 'jose';
import { afterAll } from 'vitest';
import { startHubProcess, temporaryDirectory } from '../support/hub-process.ts';
import { preparedDirectory } from '../support/prepared-hub.ts';

// One hub for all of these tests, with an issuer that the test has in its hands: a real OpenID Connect provider, whose keys lie in
// a directory, so that tokens can be made that it would never make.

const cleanup = new AsyncDisposableStack();
afterAll(() => cleanup.disposeAsync());

const logger = createLogger('silent');
const audience = 'throughgate';

async function anIssuer() {
  const { path } = cleanup.use(temporaryDirectory());
  const issuer = await startIssuer({ port: 0, directory: path, logger, audience });
  cleanup.defer(() => issuer.stop());
  return { issuer, directory: path };
}

const { issuer, directory } = await anIssuer();
/** A token that was good until its key was taken away, which happened before the hub had any of the issuer's keys. */
export const tokenOfRevokedKey = await issuer.issue('developer');
await issuer.rotateKeys({ keepOld: false });
/** Another issuer, with the same personas, that the hub does not know. */
export const stranger = (await anIssuer()).issuer;
/** What the hub's issuer is called in its tokens. */
export const issuerUrl = issuer.url;
/** Has the hub's issuer sign with a new key; tokens of the one before stay valid. */
export const rotateKeys = (): Promise<void> => issuer.rotateKeys();

const data = cleanup.use(await preparedDirectory());
/** The hub's master key, which its operator has and no agency. */
export const serviceKey = 'a key that only the test of who asks has';
const hub = startHubProcess(['up'], {
  HUB_DATA: data.path,
  HUB_PEOPLE: '0',
  HUB_SERVICE_KEY: serviceKey,
  HUB_ISSUER: issuer.url,
  HUB_AUDIENCE: audience,
});
cleanup.defer(async () => {
  await hub.stop();
});
/** The gateway's address for GraphQL. */
export const graphqlUrl: string = await hub.ready;

const run = JSON.parse(readFileSync(join(data.path, 'run.json'), 'utf8')) as {
  services: { name: string; url: string }[];
  databases: Record<string, string>;
};

/** Where the hub's services listen, by name. */
export const services: Readonly<Record<string, string>> = Object.fromEntries(
  run.services.map(({ name, url }) => [name, url]),
);

/** Addresses of the databases of the hub's services, with their passwords. */
export const { databases } = run;

/** What the hub has printed so far. */
export const printed = (): string => hub.stdout();

/** Key by which the hub's issuer signs. */
export const signingKey: JWK = (
  JSON.parse(readFileSync(join(directory, 'signing-keys.json'), 'utf8')) as { keys: JWK[] }
).keys[0] as JWK;

const tokens = new Map<string, Promise<string>>();

/** A token of a persona, as the issuer gives it; the same one for all who ask alike. */
export function tokenOf(persona: PersonaName, options: PersonaTokenOptions = {}): Promise<string> {
  const name = `${persona} ${JSON.stringify(options)}`;
  const made = tokens.get(name) ?? issuer.issue(persona, options);
  tokens.set(name, made);
  return made;
}

/** What a token that is made by hand differs in from a good one. */
export interface Forged {
  /** Claims; `undefined` leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  /** Signs it. @default the issuer's own key */
  readonly key?: Parameters<SignJWT['sign']>[0];
}

/** A token made by hand, with the issuer's own key: a good one, somebody with no role, but for what is `forged`. */
export async function forge({ claims = {}, header = {}, key }: Forged = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const payload = {
    iss: issuer.url,
    aud: audience,
    sub: 'somebody',
    client_id: 'hub',
    iat: now,
    exp: now + 600,
    purposes: Object.values(personas).flatMap(({ purposes }) => purposes),
    ...claims,
  };
  // What is undefined is left out, as JSON has no place for it.
  return await new SignJWT(JSON.parse(JSON.stringify(payload)))
    .setProtectedHeader({
      alg: 'ES256',
      typ: 'at+jwt',
      kid: signingKey.kid,
      ...header,
    } as JWTHeaderParameters)
    .sign(key ?? (await importJWK(signingKey, 'ES256')));
}

/** A token, made by hand, that grants exactly these scopes and no role. */
export function tokenWith(scope: string): Promise<string> {
  return forge({ claims: { scope } });
}

/** An answer of the hub, whatever it is. */
export interface HubAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>> | null | undefined;
  readonly errors: readonly {
    readonly message: string;
    readonly path?: readonly (string | number)[];
    readonly extensions?: { readonly code?: string };
  }[];
  /** Code of the first error. */
  readonly code: string | undefined;
}

/** Sends a request to the hub as it is, and reads whatever comes. */
export async function send(url: string, request: RequestInit): Promise<HubAnswer> {
  const response = await fetch(url, { redirect: 'manual', ...request });
  const text = await response.text();
  let body: { data?: HubAnswer['data']; errors?: HubAnswer['errors'] } = {};
  try {
    body = JSON.parse(text) as typeof body;
  } catch {
    // It is no JSON, and `text` says what it is.
  }
  const errors = body.errors ?? [];
  const { status, headers } = response;
  return { status, headers, text, data: body.data, errors, code: errors[0]?.extensions?.code };
}

/** What an operation is sent with. */
export interface Asked {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly token?: string | undefined;
  readonly purpose?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends an operation to the gateway with a token and a purpose, or without. */
export function ask({ token, purpose, headers = {}, ...operation }: Asked): Promise<HubAnswer> {
  return send(graphqlUrl, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(purpose === undefined ? {} : { [purposeHeader]: purpose }),
      ...headers,
    },
    body: JSON.stringify(operation),
  });
}

/** Asks as a persona, for the first of its purposes. */
export async function askAs(persona: PersonaName, operation: Asked): Promise<HubAnswer> {
  return ask({ token: await tokenOf(persona), purpose: personas[persona].purposes[0], ...operation });
}
