import { createHmac, hash } from 'node:crypto';
import { purposeHeader } from '@throughgate/identity';
import { type Caller, createSigner, encodeCaller, keyId, subgraphKey } from '@throughgate/service';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  ask,
  askAs,
  forge,
  graphqlUrl,
  printed,
  send,
  serviceKey,
  services,
  stranger,
  tokenOf,
} from './hub.ts';
import { recordRobin, robin } from './people.ts';

const { crn, surname } = robin;
const json = { 'content-type': 'application/json' };
const names = `{ offender(identifier: "${crn}") { name { surname } } }`;
const agencies = ['outcomes', 'probation', 'prisons', 'jobcentre', 'providers'] as const;
type Agency = (typeof agencies)[number];

/** What of each agency only some may see, and who may. */
const closed = {
  outcomes: `{ offender(identifier: "${crn}") { dateOfBirth } }`,
  probation: `{ probationCase(crn: "${crn}") { crn } }`,
  prisons: `{ prisoner(prisonerNumber: "${robin.prisonerNumber}") { prisonerNumber } }`,
  jobcentre: `{ claimant(nino: "${robin.nino}") { nino } }`,
  providers: `{ referral(referenceNumber: "${robin.referenceNumber}") { referenceNumber } }`,
} as const satisfies Record<Agency, string>;

/** Nothing is to be had past the gateway, or by a request that it did not expect. */
export function sideDoors(): void {
  beforeAll(recordRobin, 60_000);
  describe('at the gateway', atTheGateway);
  describe('at an agency', atAnAgency);
  describe('at what is beside the graph', besideTheGraph);
}

function atTheGateway(): void {
  const bodies: Readonly<Record<string, RequestInit>> = {
    'a batch': { method: 'POST', headers: json, body: JSON.stringify([{ query: names }, { query: names }]) },
    'a form': { method: 'POST', body: new URLSearchParams({ query: names }) },
    'a form with parts': { method: 'POST', body: parts() },
    'plain text': {
      method: 'POST',
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify({ query: names }),
    },
    'a document': { method: 'POST', headers: { 'content-type': 'application/graphql' }, body: names },
    'no content type': { method: 'POST', body: new Blob([JSON.stringify({ query: names })]) },
    'an odd one': {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-7' },
      body: JSON.stringify({ query: names }),
    },
    PUT: { method: 'PUT', headers: json, body: JSON.stringify({ query: names }) },
    DELETE: { method: 'DELETE' },
  };

  it.each(Object.entries(bodies))(
    '%s is answered with no data, with a token and without',
    async (_what, request) => {
      const bare = await send(graphqlUrl, request);
      expect([400, 401, 405, 415]).toContain(bare.status);
      const headers = {
        ...(request.headers as Record<string, string> | undefined),
        authorization: `Bearer ${await tokenOf('practitioner')}`,
        [purposeHeader]: 'supervision',
      };
      const known = await send(graphqlUrl, { ...request, headers });
      expect([400, 405, 415]).toContain(known.status);
      expect([bare.data ?? null, known.data ?? null]).toEqual([null, null]);
      expect(bare.text + known.text).not.toContain(surname);
    },
  );

  it('GET is for those with a token, reads only, and needs a header that no link can send', async () => {
    const address = new URL(graphqlUrl);
    address.search = new URLSearchParams({ query: names }).toString();
    expect((await send(address.href, { headers: json })).status).toBe(401);
    const headers = {
      authorization: `Bearer ${await tokenOf('peer-mentor')}`,
      [purposeHeader]: 'peer-support',
    };
    expect((await send(address.href, { headers: { ...headers, ...json } })).text).toContain(surname);
    for (const odd of [
      {},
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/x-www-form-urlencoded' },
    ]) {
      const answer = await send(address.href, { headers: { ...headers, ...odd } });
      expect([answer.status, answer.data ?? null]).toEqual([400, null]);
    }
    const input = '{ idempotencyKey: "g", referenceNumber: "ZZ9999ZZ", endedOn: "2026-03-05" }';
    const query = `mutation { endAssignment(input: ${input}) { __typename } }`;
    address.search = new URLSearchParams({ query }).toString();
    const mutation = await send(address.href, {
      headers: {
        ...json,
        authorization: `Bearer ${await tokenOf('providers-system')}`,
        [purposeHeader]: 'record-keeping',
      },
    });
    expect([mutation.status, mutation.data ?? null]).toEqual([405, null]);
  });

  it('headers that agencies trust of the gateway say nothing to it', async () => {
    const developer: Caller = {
      id: 'me',
      kind: 'developer',
      organisation: '',
      roles: ['developer'],
      scopes: ['outcomes:read'],
    };
    const forged = {
      'throughgate-caller': encodeCaller(developer),
      'throughgate-signature': 'v2.AAAAAAAA.1700000000000.AAAAAAAAAAAAAAAA.AAAA',
      'x-throughgate-scopes': 'outcomes:read',
      'x-forwarded-for': '127.0.0.1',
      'x-original-method': 'GET',
    };
    const query = `{ offender(identifier: "${crn}") { name { surname } dateOfBirth } }`;
    const { data } = await askAs('peer-mentor', { query, headers: forged });
    expect(data).toEqual({ offender: { name: { surname }, dateOfBirth: null } });
    expect((await ask({ query, headers: forged })).status).toBe(401);
  });

  it('a purpose is stated once, by the name it has', async () => {
    const token = await tokenOf('practitioner');
    for (const [purpose, code] of [
      ['supervision, employment-support', 'PURPOSE_NOT_GRANTED'],
      ['Supervision', 'PURPOSE_NOT_GRANTED'],
      ['', 'PURPOSE_REQUIRED'],
    ] as const) {
      const { code: found, data } = await ask({ token, purpose, query: names });
      expect([purpose, found, data ?? null]).toEqual([purpose, code, null]);
    }
  });

  it('a page of another origin may ask nothing, and a cookie that nobody gave is nobody', async () => {
    const origin = 'https://elsewhere.example';
    const preflight = await send(graphqlUrl, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    const answer = await ask({
      query: names,
      headers: { origin, cookie: 'throughgate-session=AAAA; session=AAAA' },
    });
    expect([answer.status >= 400, answer.data ?? null]).toEqual([true, null]);
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
}

function atAnAgency(): void {
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each(agencies)('%s answers what the gateway signed for it, once', async (agency) => {
    const request = await signed(agency);
    const first = await send(endpoint(agency), request);
    expect([first.status, first.errors, first.data === null]).toEqual([200, [], false]);
    turnedAway(await send(endpoint(agency), request));
  });

  it.each(agencies)('%s answers nobody without a signature, or with one that is made up', async (agency) => {
    const { headers, body } = await signed(agency);
    const token = headers['authorization'] ?? '';
    const plain = { method: 'POST', body };
    turnedAway(await send(endpoint(agency), { ...plain, headers: json }));
    turnedAway(await send(endpoint(agency), { ...plain, headers: { ...json, authorization: token } }));
    const forgedHeaders = {
      ...headers,
      'throughgate-signature': headers['throughgate-signature']?.replace(/.{6}$/, 'AAAAAA') ?? '',
    };
    turnedAway(await send(endpoint(agency), { ...plain, headers: forgedHeaders }));
    // The first form of signatures: one key for all agencies, no audience.
    const time = Date.now().toString();
    const caller = headers['throughgate-caller'] ?? '';
    const old = createHmac('sha256', serviceKey)
      .update(`${time}\n${caller}\n`)
      .update(body)
      .digest('base64url');
    turnedAway(
      await send(endpoint(agency), {
        ...plain,
        headers: { ...headers, 'throughgate-signature': `${time}.${old}` },
      }),
    );
  });

  it('what was signed for one agency is nothing to another, nor what one agency signs with its own key', async () => {
    for (const agency of agencies) {
      for (const other of agencies.filter((one) => one !== agency)) {
        const captured = await signed(agency, { query: closed[other] });
        turnedAway(await send(endpoint(other), captured));
        const ownKey = { subgraphKey: subgraphKey(serviceKey, agency) };
        turnedAway(await send(endpoint(other), await signed(other, { key: ownKey })));
      }
    }
  });

  it.each([
    ['two minutes ago', -120_000],
    ['two minutes ahead', 120_000],
  ])('a request that was signed %s is refused', async (_when, off) => {
    // Before the clock stands still, since tokens are made by the issuer’s.
    const token = await tokenOf('practitioner');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + off });
    const request = await signed('probation', { token });
    vi.useRealTimers();
    turnedAway(await send(endpoint('probation'), request));
  });

  it.each([
    ['another body', { body: JSON.stringify({ query: '{ probationRegions { code } }' }) }],
    ['another token', { authorization: 'stranger' }],
    ['another request id', { 'x-request-id': '00000000-0000-4000-8000-000000000000' }],
    ['another purpose', { purpose: 'employment-support' }],
  ])('a request that was captured cannot be used with %s', async (_what, change) => {
    const { headers, body } = await signed('probation');
    const changed: Record<string, string> = { ...headers };
    if ('authorization' in change) changed['authorization'] = `Bearer ${await tokenOf('developer')}`;
    if ('x-request-id' in change) changed['x-request-id'] = change['x-request-id'];
    if ('purpose' in change) {
      const caller = JSON.parse(Buffer.from(headers['throughgate-caller'] ?? '', 'base64url').toString());
      changed['throughgate-caller'] = encodeCaller({ ...caller, purpose: change.purpose });
    }
    turnedAway(
      await send(endpoint('probation'), {
        method: 'POST',
        headers: changed,
        body: 'body' in change ? change.body : body,
      }),
    );
  });

  it.each(agencies)('%s believes no caller whom only the hub’s operator vouches for', async (agency) => {
    // The operator has every key of the hub, and can sign whatever it likes.
    const invented: Caller = { ...practitioner, id: 'invented' };
    turnedAway(await send(endpoint(agency), await signed(agency, { token: null, caller: invented })));
    for (const kind of ['developer', 'anonymous'] as const) {
      turnedAway(
        await send(endpoint(agency), await signed(agency, { token: null, caller: { ...invented, kind } })),
      );
      turnedAway(await send(endpoint(agency), await signed(agency, { caller: { ...practitioner, kind } })));
    }
    for (const token of [
      await stranger.issue('developer'),
      await forge({ claims: { iat: 1_700_000_000, exp: 1_700_000_600 } }),
      await forge({ claims: { aud: 'elsewhere' } }),
      await forge({ header: { typ: 'JWT' } }),
    ]) {
      turnedAway(await send(endpoint(agency), await signed(agency, { token })));
    }
  });

  it.each(agencies)(
    '%s goes by the token and its own schema, whatever the caller beside it says',
    async (agency) => {
      const mentor = await tokenOf('peer-mentor');
      const answers = [
        await send(endpoint(agency), await signed(agency, { token: mentor, caller: practitioner })),
        await send(
          endpoint(agency),
          await signed(agency, { token: mentor, caller: { ...practitioner, id: 'peer-mentor' } }),
        ),
      ];
      for (const { text, data } of answers) {
        expect(text).not.toContain(robin.dateOfBirth);
        const [value = null] = Object.values(data ?? {});
        expect(
          agency === 'outcomes' ? ((value as { dateOfBirth?: unknown } | null)?.dateOfBirth ?? null) : value,
        ).toBeNull();
      }
    },
  );

  it('a key is named by what nobody can find it from', () => {
    const key = subgraphKey(serviceKey, 'probation');
    expect(key).not.toContain(serviceKey);
    expect(keyId(key)).not.toBe(key.slice(0, 8));
    expect(keyId(key)).toBe(hash('sha256', `throughgate key id\n${key}`, 'base64url').slice(0, 8));
  });
}

function besideTheGraph(): void {
  it.each(['/health/live', '/health/ready', '/metrics'])(
    '%s answers without a token, and tells of nobody',
    async (path) => {
      for (const url of Object.values(services)) {
        const { status, text } = await send(new URL(path, url).href, {});
        expect([url, status]).toEqual([url, 200]);
        expect(text).not.toMatch(new RegExp([surname, crn, robin.nino, 'eyJ'].join('|')));
      }
    },
  );

  it.each(['/', '/graphql', '/outcomes', '/people', `/people/${crn}`, '/offenders'])(
    'the page %s shows nobody to nobody',
    async (path) => {
      const answer = await send(new URL(path, graphqlUrl).href, { headers: { accept: 'text/html' } });
      expect(answer.status).toBeLessThan(500);
      expect(answer.text).not.toMatch(new RegExp([surname, robin.dateOfBirth].join('|')));
    },
  );

  it('the registry answers nobody without a token, and by one only who has a scope of its', async () => {
    const registry = services['registry'] ?? '';
    for (const [path, request] of [
      ['/v1/subgraphs', {}],
      ['/v1/supergraph', {}],
      ['/v1/publications', { method: 'POST', headers: json, body: '{}' }],
      ['/v1/subgraphs/probation/events', { method: 'POST', headers: json, body: '{}' }],
    ] as const) {
      const bare = await send(new URL(path, registry).href, request);
      expect([path, bare.status]).toEqual([path, 401]);
      const headers = {
        ...('headers' in request ? request.headers : {}),
        authorization: `Bearer ${await tokenOf('practitioner')}`,
      };
      const known = await send(new URL(path, registry).href, { ...request, headers });
      expect([path, known.status]).toEqual([path, 403]);
    }
  });

  it('an agency’s system sends events of its own agency only', async () => {
    const address = new URL('/v1/subgraphs/prisons/events', services['registry']);
    const headers = { ...json, authorization: `Bearer ${await tokenOf('probation-system')}` };
    const { status, text } = await send(address.href, { method: 'POST', headers, body: '{}' });
    expect([status, (JSON.parse(text) as { code: string }).code]).toEqual([403, 'HUB-C042']);
  });

  it('what the hub prints holds no token but the one it offers, and no key', async () => {
    await askAs('practitioner', { query: names });
    expect(printed()).not.toContain(await tokenOf('practitioner'));
    expect(printed()).not.toContain(serviceKey);
    expect(printed()).not.toContain(subgraphKey(serviceKey, 'probation'));
  });
}

const practitioner: Caller = {
  id: 'practitioner',
  clientId: 'hub',
  kind: 'person',
  organisation: 'Probation Service, Greater Manchester',
  roles: ['probation-practitioner'],
  scopes: [
    'probation:read',
    'probation:write',
    'prisons:read',
    'jobcentre:read',
    'providers:read',
    'outcomes:read',
  ],
  purpose: 'supervision',
};

interface Signing {
  /** What is asked. @default what only some may see */
  readonly query?: string;
  /** Whose token; null for none. @default a practitioner's */
  readonly token?: string | null;
  readonly caller?: Caller;
  readonly key?: Parameters<typeof createSigner>[0];
}

let requests = 0;

/** A request to an agency as the gateway makes them, by whoever has the keys of the hub. */
async function signed(
  agency: Agency,
  { query = closed[agency], token, caller = practitioner, key }: Signing = {},
) {
  requests += 1;
  const body = JSON.stringify({ query });
  const bearer = token === undefined ? await tokenOf('practitioner') : token;
  const headers = createSigner(key ?? { masterKey: serviceKey })({
    subgraph: agency,
    requestId: `who-asks-${requests}`,
    caller: bearer === null ? caller : { ...caller, token: bearer },
    body,
  });
  return { method: 'POST', headers: { ...json, ...headers } as Record<string, string>, body };
}

function endpoint(agency: Agency): string {
  const url = services[agency];
  if (url === undefined) throw new Error(`the hub does not say where ${agency} is`);
  return url;
}

/** An agency says that it does not know who asks, and nothing of what it holds. */
function turnedAway({ status, data, code, text }: Awaited<ReturnType<typeof send>>): void {
  expect([status, code, data ?? null]).toEqual([401, 'UNAUTHENTICATED', null]);
  expect(text).not.toMatch(new RegExp([crn, robin.nino, robin.prisonerNumber, robin.dateOfBirth].join('|')));
}

function parts(): FormData {
  const form = new FormData();
  form.set('operations', JSON.stringify({ query: names }));
  form.set('map', '{}');
  return form;
}
