import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { anonymous, decodeCaller, localDeveloper } from '@throughgate/service';
import { makeTokenKey, startTokenIssuer } from '@throughgate/testkit/token-issuer';
import { pino } from 'pino';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Agencies, serveAgencies } from './support/agencies.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { startTestGateway } from './support/gateway-client.ts';
import { holdRequests } from './support/hold-requests.ts';
import { sendRaw } from './support/send.ts';
import { bearing, startTokenGateway, type TokenGateway } from './support/token-gateway.ts';

const serviceKey = 'the service key of this test, long enough';
const json = { 'content-type': 'application/json' };
const body = JSON.stringify({ query: '{ hubOnly }' });
const answered = { status: 200, body: { data: { hubOnly: 'here' } } };

const opened = closedAfterAll();
let agencies: Agencies;
let supergraphSdl: string;
let gateway: TokenGateway;
beforeAll(async () => {
  agencies = opened.use(await serveAgencies());
  supergraphSdl = compose(agencies.all);
  gateway = opened.use(await startTokenGateway({ supergraphSdl, serviceKey }));
});

const ask = async (token: string, query = '{ hubOnly }') => {
  const { status, body: answer } = await gateway.ask(query, {}, bearing(token));
  return { status, body: answer };
};
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const lastCaller = () => {
  const header = agencies.hub.requests.at(-1)?.headers['throughgate-caller'];
  return decodeCaller(String(header));
};

describe('with a token', () => {
  test('who asks is known up to the subgraphs', async () => {
    const token = await gateway.issuer.sign({
      roles: ['work-coach'],
      organisation: 'jobcentre',
      scope: 'openid registry:check',
    });
    expect(await ask(token)).toEqual(answered);
    expect(lastCaller()).toMatchObject({
      id: 'alex',
      kind: 'person',
      clientId: 'front-end',
      organisation: 'jobcentre',
      roles: ['work-coach'],
      scopes: expect.arrayContaining(['jobcentre:read', 'registry:check']),
    });
  });

  test('of client credentials a system asks', async () => {
    expect(await ask(await gateway.issuer.clientToken({ roles: ['probation-system'] }))).toEqual(answered);
    expect(lastCaller()).toMatchObject({ id: 'probation-system', kind: 'system' });
  });

  test.each(['bearer', 'BEARER', 'BeArEr'])('the scheme may be written %s', async (scheme) => {
    const authorization = `${scheme} ${await gateway.issuer.sign()}`;
    expect(await gateway.ask('{ hubOnly }', {}, { authorization })).toMatchObject(answered);
  });

  test('queries may come by GET, and introspection is answered', async () => {
    const headers = { ...bearing(await gateway.issuer.sign()), 'apollo-require-preflight': '1' };
    expect(await sendRaw(`${gateway.url}?query={hubOnly}`, 'GET', headers)).toMatchObject({ status: 200 });
    const { data } = (await gateway.ask('{ __schema { queryType { name } } }', {}, headers)).body;
    expect(data).toEqual({ __schema: { queryType: { name: 'Query' } } });
  });

  test('identical questions share a request, and those of another token do not', async () => {
    const [one, other] = await Promise.all(
      ['ann', 'bob'].map((sub) => gateway.issuer.sign({ sub, jti: sub })),
    );
    const hold = holdRequests(agencies.hub);
    const before = agencies.hub.requests.length;
    const asked = [one, one, one, other].map((token) => ask(String(token), '{ people { id } }'));
    await hold.received(2);
    await expect
      .poll(async () => {
        const [count] = (await gateway.count('gateway_subgraph_fetches_shared_total')) ?? [];
        return (count as { value: number } | undefined)?.value;
      })
      .toBe(2);
    hold.release();
    await Promise.all(asked);
    expect(agencies.hub.requests.length - before).toBe(2);
  });

  test('each check is counted by what came of it', async () => {
    await using own = await startTokenGateway({ supergraphSdl });
    const token = await own.issuer.sign();
    for (const one of [token, token, token, 'nonsense']) await own.ask('{ hubOnly }', {}, bearing(one));
    await own.ask('{ hubOnly }');
    expect(await own.count('gateway_token_checks_total')).toEqual([
      { labels: { outcome: 'verified' }, value: 1 },
      { labels: { outcome: 'cached' }, value: 2 },
      { labels: { outcome: 'refused' }, value: 1 },
      { labels: { outcome: 'missing' }, value: 1 },
    ]);
  });
});

describe('without a token', () => {
  test.each([
    ['a query', 'POST', '', body],
    ['introspection', 'POST', '', '{"query":"{ __schema { queryType { name } } }"}'],
    ['the name of a type', 'POST', '', '{"query":"{ __typename }"}'],
    ['several operations at once', 'POST', '', `[${body},${body}]`],
    ['a mutation', 'POST', '', '{"query":"mutation { note(text: \\"a\\") }"}'],
    ['what is no JSON', 'POST', '', '{'],
    ['what is no GraphQL', 'POST', '', '{"query":"{"}'],
    ['a query by GET', 'GET', '?query={hubOnly}', null],
    ['introspection by GET', 'GET', '?query={__schema{queryType{name}}}', null],
    ['a persisted query', 'GET', '?extensions={"persistedQuery":{"version":1,"sha256Hash":"a"}}', null],
  ])('nobody is answered: %s', async (_, method, search, text) => {
    const asked = agencies.hub.requests.length;
    const { status, headers, code, text: answer } = await sendRaw(gateway.url + search, method, json, text);
    expect({ status, code }).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
    expect(headers['www-authenticate']).toBe('Bearer realm="throughgate"');
    expect(JSON.parse(answer)).toEqual({
      errors: [
        {
          message: `Send a token of the issuer ${gateway.issuer.url} in the header "authorization: Bearer <token>".`,
          extensions: { code: 'UNAUTHENTICATED' },
        },
      ],
    });
    expect(agencies.hub.requests).toHaveLength(asked);
  });

  test('the answer comes before the body is sent', async () => {
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      'POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 1000000\r\n\r\n',
    );
    const [first] = (await new Promise<Buffer>((resolve) => socket.once('data', resolve)))
      .toString()
      .split('\r\n');
    socket.destroy();
    expect(first).toBe('HTTP/1.1 401 Unauthorized');
  });

  test('health and metrics are answered', async () => {
    for (const path of ['/health/live', '/metrics']) {
      expect(await sendRaw(new URL(path, gateway.url).href, 'GET')).toMatchObject({ status: 200 });
    }
  });

  // GHSA-9q82-xgwf-vj6h: browsers send such a GET with a cookie and without a preflight.
  test.each(['text/plain', 'application/json; charset=x', 'multipart/form-data; a', 'a', ''])(
    'a GET with the content type %j and a cookie is not answered',
    async (type) => {
      const headers = { 'content-type': type, cookie: `token=${await gateway.issuer.sign()}` };
      const answer = await sendRaw(`${gateway.url}?query={hubOnly}`, 'GET', headers);
      expect(answer).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    },
  );
});

describe('a token is refused', () => {
  const attack = async (make: () => Promise<string>, message: RegExp) => {
    const asked = agencies.hub.requests.length;
    const token = await make();
    const { status, headers, body: answer } = await gateway.ask('{ hubOnly }', {}, bearing(token));
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer realm="throughgate", error="invalid_token"');
    expect(answer).toEqual({
      errors: [{ message: expect.stringMatching(message), extensions: { code: 'UNAUTHENTICATED' } }],
    });
    for (const part of token.split('.')) {
      if (part.length > 8) expect(JSON.stringify(answer)).not.toContain(part);
    }
    expect(agencies.hub.requests).toHaveLength(asked);
  };
  const now = () => Math.floor(Date.now() / 1000);
  const unsigned = async (alg: string) => {
    const [, payload] = (await gateway.issuer.sign()).split('.');
    return `${base64({ alg, typ: 'at+jwt' })}.${payload}`;
  };

  test('that is not signed', async () => {
    for (const alg of ['none', 'NONE', 'nOnE'])
      await attack(async () => `${await unsigned(alg)}.`, /signed by/);
  });

  test('that the public key has signed, taken as a secret', () =>
    attack(async () => {
      const response = await fetch(`${gateway.issuer.url}/jwks`);
      const head = await unsigned('HS256');
      return `${head}.${createHmac('sha256', await response.text())
        .update(head)
        .digest('base64url')}`;
    }, /signed by one of ES256/));

  test.each([
    ['that has expired', () => ({ exp: now() - 31 }), /expired/],
    ['that is not valid yet', () => ({ nbf: now() + 60 }), /not valid yet/],
    ['for another audience', () => ({ aud: ['somebody', 'else'] }), /audience/],
    ['of another issuer', () => ({ iss: 'https://elsewhere.example' }), /issuer/],
    ['without a subject', () => ({ sub: undefined }), /"sub"/],
  ])('%s', (_, claims, message) => attack(() => gateway.issuer.sign(claims()), message));

  test('that is an id token', () => attack(() => gateway.issuer.sign({}, { typ: 'JWT' }), /no access token/));

  test('of a second issuer, under its name and the first one’s', async () => {
    await using second = await startTokenIssuer();
    await attack(() => second.sign(), /issuer/);
    await attack(() => second.sign({ iss: gateway.issuer.url }), /not signed by a key of the issuer/);
  });

  test('that is longer than any, or none at all', async () => {
    await attack(() => gateway.issuer.sign({ padding: 'x'.repeat(8_000) }), /longer than/);
    await attack(async () => 'nonsense', /no signed JWT/);
  });

  test.each(['Basic YTpi', 'Bearer', 'Bearer ', 'Bearer a b', 'Bearer ä', 'Token a', 'DPoP a.b.c'])(
    'in a header %j',
    async (authorization) => {
      const { status, code } = await sendRaw(
        gateway.url,
        'POST',
        { ...json, authorization: Buffer.from(authorization).toString('latin1') },
        body,
      );
      expect({ status, code }).toEqual({ status: 401, code: 'UNAUTHENTICATED' });
    },
  );

  test('in two headers, though the first is good', async () => {
    const token = await gateway.issuer.sign();
    const { hostname, port } = new URL(gateway.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /graphql HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${token}\r\nAuthorization: Bearer ${token}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    const answer = (await new Promise<Buffer>((resolve) => socket.once('data', resolve))).toString();
    socket.destroy();
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('www-authenticate: Bearer realm="throughgate", error="invalid_request"');
  });

  test.each(['POST', 'GET'])('in the address, also beside a good header: %s', async (method) => {
    const token = await gateway.issuer.sign();
    for (const headers of [json, { ...json, ...bearing(token) }]) {
      const url = `${gateway.url}?query={hubOnly}&access_token=${token}`;
      const answer = await sendRaw(url, method, headers, method === 'GET' ? null : body);
      expect(answer).toMatchObject({ status: 400, code: 'BAD_REQUEST' });
      expect(answer.text).not.toContain(token);
    }
  });
});

describe('the issuer', () => {
  test('changes its keys: the new one works at once, and the old one no more after a minute', async () => {
    await using own = await startTokenGateway({ supergraphSdl });
    const status = async (token: string) => (await own.ask('{ hubOnly }', {}, bearing(token))).status;
    const old = await own.issuer.clientToken();
    expect(await status(old)).toBe(200);
    const [first] = own.issuer.keys;
    const second = await makeTokenKey('ES256', 'second');
    own.issuer.setKeys([second, ...(first ? [first] : [])]);
    expect(await status(await own.issuer.clientToken())).toBe(200);
    expect(await status(old)).toBe(200);
    own.issuer.setKeys([second]);
    own.later(60_001);
    expect(await status(old)).toBe(401);
    expect(await status(await own.issuer.clientToken())).toBe(200);
  });

  test('does not answer: that is said, and no request is taken for anybody’s', async () => {
    await using own = await startTokenGateway({ supergraphSdl }, { retryPause: 0 });
    own.issuer.setDown(true);
    await using lost = await startTokenGateway({ supergraphSdl }, { issuer: 'http://127.0.0.1:1' });
    const {
      status,
      headers,
      body: answer,
    } = await lost.ask('{ hubOnly }', {}, bearing(await own.issuer.sign()));
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('2');
    expect(answer.errors).toMatchObject([{ extensions: { code: 'ISSUER_UNAVAILABLE' } }]);
  });
});

test('nothing of a token is logged, whatever comes of it', async () => {
  const lines: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) });
  await using own = await startTokenGateway({ supergraphSdl, serviceKey, logger });
  await using second = await startTokenIssuer();
  const claims = { sub: 'secret-person', organisation: 'secret-office', roles: ['secret-role'] };
  const tokens = await Promise.all([
    own.issuer.sign(claims),
    own.issuer.sign({ ...claims, exp: 1 }),
    own.issuer.sign({ ...claims, aud: 'secret-audience' }),
    own.issuer.sign({ ...claims, roles: 'secret-role' }),
    second.sign(claims),
  ]);
  for (const token of tokens) {
    await own.ask('{ hubOnly }', {}, { ...bearing(token), 'throughgate-purpose': 'secret-purpose' });
    await own.ask('{ hubOnly }', {}, bearing(token));
    await sendRaw(`${own.url}?query={hubOnly}&access_token=${token}`, 'GET');
  }
  own.issuer.setDown(true);
  own.later(700_000);
  await own.ask('{ hubOnly }', {}, bearing(String(tokens[0])));
  expect(lines.length).toBeGreaterThan(15);
  for (const secret of ['secret-', 'eyJ', ...tokens.flatMap((token) => token.split('.').slice(1))]) {
    expect(lines.filter((line) => line.includes(secret))).toEqual([]);
  }
});

test('pages of other origins may send a token and a purpose, and read why they were refused', async () => {
  const origin = 'https://app.example.org';
  await using own = await startTokenGateway({ supergraphSdl, corsOrigins: [origin] });
  const preflight = await sendRaw(own.url, 'OPTIONS', {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'authorization,content-type,throughgate-purpose',
  });
  expect(preflight).toMatchObject({
    status: 204,
    headers: {
      'access-control-allow-origin': origin,
      'access-control-allow-headers': 'authorization,content-type,throughgate-purpose',
    },
  });
  const refused = await sendRaw(own.url, 'POST', { ...json, origin }, body);
  expect(refused).toMatchObject({
    status: 401,
    headers: {
      'access-control-allow-origin': origin,
      'access-control-expose-headers': expect.stringContaining('www-authenticate'),
    },
  });
});

describe('a gateway without an issuer', () => {
  test('takes everyone for the developer where nobody else reaches it', async () => {
    await using own = await startTestGateway({ supergraphSdl, serviceKey });
    await own.ask('{ hubOnly }');
    expect(lastCaller()).toEqual(localDeveloper);
  });

  test('takes everyone for anonymous where others do, whatever they send', async () => {
    await using own = await startTestGateway({ supergraphSdl, serviceKey, host: '0.0.0.0' });
    await own.ask('{ hubOnly }', {}, bearing(await gateway.issuer.sign()));
    expect(lastCaller()).toEqual(anonymous);
  });
});
