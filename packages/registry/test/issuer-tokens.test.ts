import { createTokenVerifier, scopes } from '@throughgate/identity';
import { type Persona, type RunningIssuer, startIssuer } from '@throughgate/issuer';
import { type RegistryClientError, verbs } from '@throughgate/registry-client';
import { createLogger } from '@throughgate/service';
import getPort from 'get-port';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { homes, wards } from './support/proposals.ts';
import { refusal } from './support/refusal.ts';
import { type RegistryUnderTest, startRegistryForTest } from './support/running-registry.ts';
import { createScratchDirectory } from './support/scratch-directory.ts';

const logger = createLogger('silent');
const cleanup = new AsyncDisposableStack();
afterAll(() => cleanup.disposeAsync());

/** Somebody whose token has these scopes and subgraphs, and no role. */
function granted(scope: readonly string[], subgraphs: readonly string[] = []): Persona {
  return {
    title: 'Test',
    standsFor: 'A test.',
    kind: 'person',
    roles: [],
    scopes: scope as Persona['scopes'],
    organisation: 'Test',
    purposes: [],
    subgraphs,
  };
}

const people: Readonly<Record<string, Persona>> = {
  ...Object.fromEntries(verbs.map((verb) => [verb, granted([`registry:${verb}`], ['wards'])])),
  publisher: granted(['registry:check', 'registry:publish'], ['wards']),
  'of-none': granted(['registry:check', 'registry:publish']),
  'as-the-hub': granted(['registry:publish', 'registry:send'], ['hub', 'Through-Gate', 'wards']),
  practitioner: granted(['outcomes:read', 'probation:write']),
  'nearly-admin': granted(['registry', 'registry:', 'registry:*', 'registry:adm', 'REGISTRY:ADMIN', 'admin']),
};

async function anIssuer(audience = 'throughgate'): Promise<RunningIssuer> {
  const { path } = cleanup.use(createScratchDirectory());
  const issuer = await startIssuer({ port: 0, directory: path, logger, audience, personas: people });
  cleanup.defer(() => issuer.stop());
  return issuer;
}

function verifierOf(issuer: string) {
  const verifier = createTokenVerifier({ issuer, audience: 'throughgate', logger });
  cleanup.defer(() => verifier.close());
  return verifier;
}

let issuer: RunningIssuer;
let registry: RegistryUnderTest;
beforeAll(async () => {
  issuer = await anIssuer();
  registry = cleanup.use(await startRegistryForTest({ verifier: verifierOf(issuer.url) }));
});

const clientOf = async (persona: string) => registry.clientOf(await issuer.issue(persona));

it('has a scope for each verb, and no other', () => {
  const own = Object.keys(scopes).filter((scope) => scope.startsWith('registry:'));
  expect(own.toSorted()).toEqual(verbs.map((verb) => `registry:${verb}`).toSorted());
});

describe('a token of the issuer', () => {
  it('does what its scopes say and no more', async () => {
    await registry.admin.publish({ subgraphs: [wards] });
    const id = '5a1a1a52-6c4e-4a3c-8f0e-2f3b5d6c7e8f';
    const usage = { from: '2026-11-01T00:00:00Z', to: '2026-11-01T00:01:00Z', shapes: [], uses: [] };
    const asked = (client: ReturnType<typeof registry.clientOf>) => ({
      read: () => client.operations(),
      check: () => client.check({ subgraphs: [wards] }),
      publish: () => client.publish({ subgraphs: [wards] }),
      report: () => client.report({ id, ...usage }),
      register: () => client.register({ client: 'app', operations: [{ name: '', document: '{ a }' }] }),
      'make tokens': () => client.createToken({ name: 'mine', can: ['read'] }),
    });
    const expected: Record<string, string[]> = {
      read: ['read'],
      check: ['read', 'check'],
      publish: ['read', 'check', 'publish'],
      send: [],
      report: ['report'],
      register: ['register'],
      admin: ['read', 'check', 'publish', 'report', 'register', 'make tokens'],
    };
    for (const verb of verbs) {
      const client = await clientOf(verb);
      const may: string[] = [];
      for (const [what, ask] of Object.entries(asked(client))) {
        const error = await ask().then(
          () => undefined,
          (raised: RegistryClientError) => raised,
        );
        if (error === undefined) may.push(what);
        else expect([verb, what, error.code, error.status]).toEqual([verb, what, 'HUB-C043', 403]);
      }
      expect(may, verb).toEqual(expected[verb]);
    }
  });

  it.each(['practitioner', 'nearly-admin'] as const)(
    'opens nothing without such a scope: %s',
    async (who) => {
      const error = await refusal((await clientOf(who)).subgraphs());
      expect(error).toMatchObject({ code: 'HUB-C043', status: 403 });
      expect(error.message).toContain('allows nothing here');
      expect(error.message).toContain('`registry:<verb>`');
    },
  );

  it('checks and publishes the subgraphs that it names, and shows in the history by subject and client', async () => {
    const client = await clientOf('publisher');
    const name = 'publisher (client hub)';
    for (const request of [
      () => client.check({ subgraphs: [homes] }),
      () => client.publish({ subgraphs: [wards, homes] }),
      () => client.publish({ subgraphs: [wards], removed: ['homes'] }),
    ]) {
      const error = await refusal(request());
      expect(error).toMatchObject({ code: 'HUB-C042', status: 403 });
      expect(error.message).toContain(`needs a token for homes; the token “${name}” is for wards`);
    }
    const changed = { ...wards, schema: { ...wards.schema, text: `${wards.schema.text}\n# again` } };
    expect(await client.publish({ subgraphs: [changed] })).toMatchObject({ published: true });
    const [latest] = (await registry.admin.history({ first: 1 })).items;
    expect(latest).toMatchObject({ by: name });
  });

  it('that names no subgraph is for none', async () => {
    const client = await clientOf('of-none');
    const error = await refusal(client.check({ subgraphs: [wards] }));
    expect(error).toMatchObject({ code: 'HUB-C042', status: 403 });
    expect(error.message).toContain('is for none. Issuers name subgraphs in the claim `subgraphs`.');
    expect(await refusal(client.publish({}))).toMatchObject({ code: 'HUB-C042' });
  });

  it('speaks for no name that is the hub’s own, whatever the issuer says', async () => {
    const client = await clientOf('as-the-hub');
    const error = await refusal(client.publish({ subgraphs: [{ ...wards, name: 'hub' }] }));
    expect(error).toMatchObject({ code: 'HUB-C042' });
    expect(error.message).toMatch(/is for wards\./);
  });

  it('makes tokens of the registry in its own name', async () => {
    const made = await (await clientOf('admin')).createToken({ name: 'ci', can: ['read'] });
    expect(made.createdBy).toBe('admin (client hub)');
    await registry.clientOf(made.token).subgraphs();
  });
});

describe('is refused as no token, and told what kind is expected,', () => {
  it('a token for another audience, of another issuer, changed, unsigned, or none at all', async () => {
    const stranger = await anIssuer();
    const good = await issuer.issue('admin');
    const [header = '', payload = '', signature = ''] = good.split('.');
    const unsigned = Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url');
    const tokens = {
      'another audience': await issuer.issue('admin', { audience: 'elsewhere' }),
      'another issuer': await stranger.issue('admin'),
      changed: `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
      unsigned: `${unsigned}.${payload}.`,
      'no token': 'admin',
    };
    for (const [what, token] of Object.entries(tokens)) {
      const response = await fetch(new URL('/v1/subgraphs', registry.running.url), {
        headers: { authorization: `Bearer ${token}` },
      });
      const body = (await response.json()) as { code: string; detail: string };
      expect([what, response.status, body.code]).toEqual([what, 401, 'HUB-C040']);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(JSON.stringify(body)).not.toContain(token);
    }
  });

  it('a token of the issuer where the registry knows no issuer', async () => {
    await using alone = await startRegistryForTest();
    const error = await refusal(alone.clientOf(await issuer.issue('admin')).subgraphs());
    expect(error).toMatchObject({ code: 'HUB-C040', status: 401 });
  });
});

it('while the issuer does not answer its tokens wait, and the registry’s own go on', async () => {
  const nobody = `http://127.0.0.1:${await getPort({ host: '127.0.0.1' })}`;
  await using cut = await startRegistryForTest({ verifier: verifierOf(nobody) });
  const response = await fetch(new URL('/v1/subgraphs', cut.running.url), {
    headers: { authorization: `Bearer ${await issuer.issue('admin')}` },
  });
  expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([503, 'HUB-C059']);
  expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
  expect(await cut.admin.subgraphs()).toMatchObject({ items: [] });
});
