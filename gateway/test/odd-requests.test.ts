import { beforeAll, describe, expect, test } from 'vitest';
import { type Agencies, serveAgencies } from './support/agencies.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { startTestGateway, type TestGateway } from './support/gateway-client.ts';
import { sendRaw } from './support/send.ts';

let agencies: Agencies;
let gateway: TestGateway;

const opened = closedAfterAll();
beforeAll(async () => {
  agencies = opened.use(await serveAgencies());
  gateway = opened.use(await startTestGateway({ supergraphSdl: compose(agencies.all) }));
});

const json = { 'content-type': 'application/json' };
const query = 'query Q { hubOnly }';
const post = (body: Buffer | string, headers: Record<string, string> = json) =>
  sendRaw(gateway.url, 'POST', headers, body);
const get = (search: string, headers: Record<string, string> = json) =>
  sendRaw(`${gateway.url}?${search}`, 'GET', headers);
const asked = encodeURIComponent(query);

describe('a parameter that is as good as not given', () => {
  test.each<[string, object]>([
    ['operationName null', { operationName: null }],
    ['operationName empty', { operationName: '' }],
    ['variables null', { variables: null }],
    ['variables empty', { variables: {} }],
    ['extensions null', { extensions: null }],
    ['extensions of others', { extensions: { tracing: true } }],
    ['a parameter that nobody knows', { id: 7, doc: 'x' }],
  ])('%s', async (_, parameters) => {
    const { status, text } = await post(JSON.stringify({ query, ...parameters }));
    expect([status, text]).toEqual([200, '{"data":{"hubOnly":"here"}}\n']);
  });

  test.each([
    'operationName=',
    'variables=',
    'extensions=',
    'operationName=&variables=&extensions=',
    'other=1',
  ])('in a GET: %s', async (parameters) => {
    const { status, text } = await get(`query=${asked}&${parameters}`);
    expect([status, text]).toEqual([200, '{"data":{"hubOnly":"here"}}\n']);
  });

  test('a byte order mark before the JSON', async () => {
    expect((await post(`\uFEFF${JSON.stringify({ query })}`)).status).toBe(200);
  });

  test.each(['utf-8', 'UTF-8', 'utf8', '"utf-8"'])('the charset %s', async (charset) => {
    const { status } = await post(JSON.stringify({ query }), {
      'content-type': `application/json; charset=${charset}`,
    });
    expect(status).toBe(200);
  });
});

describe('what is no request is refused with a code', () => {
  test.each<[string, string, number, string]>([
    ['operationName a number', JSON.stringify({ query, operationName: 5 }), 400, 'BAD_REQUEST'],
    ['operationName a list', JSON.stringify({ query, operationName: [] }), 400, 'BAD_REQUEST'],
    [
      'operationName unknown',
      JSON.stringify({ query, operationName: 'R' }),
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      'operationName __proto__',
      JSON.stringify({ query, operationName: '__proto__' }),
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      'operationName of spaces',
      JSON.stringify({ query, operationName: ' ' }),
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    [
      'only fragments',
      JSON.stringify({ query: 'fragment F on Query { hubOnly }' }),
      400,
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['variables an empty string', JSON.stringify({ query, variables: '' }), 400, 'BAD_REQUEST'],
    ['variables a string', JSON.stringify({ query, variables: '{}' }), 400, 'BAD_REQUEST'],
    ['variables a list', JSON.stringify({ query, variables: [] }), 400, 'BAD_REQUEST'],
    ['variables a number', JSON.stringify({ query, variables: 1 }), 400, 'BAD_REQUEST'],
    ['variables false', JSON.stringify({ query, variables: false }), 400, 'BAD_REQUEST'],
    ['extensions a string', JSON.stringify({ query, extensions: '{}' }), 400, 'BAD_REQUEST'],
    ['extensions a list', JSON.stringify({ query, extensions: [1] }), 400, 'BAD_REQUEST'],
    ['extensions a number', JSON.stringify({ query, extensions: 0 }), 400, 'BAD_REQUEST'],
    ['query missing', '{"variables":{}}', 400, 'BAD_REQUEST'],
    ['query null', '{"query":null}', 400, 'BAD_REQUEST'],
    ['query empty', '{"query":""}', 400, 'BAD_REQUEST'],
    ['query of spaces', '{"query":"  "}', 400, 'GRAPHQL_PARSE_FAILED'],
    ['query a number', '{"query":1}', 400, 'BAD_REQUEST'],
    ['query 0', '{"query":0}', 400, 'BAD_REQUEST'],
    ['query false', '{"query":false}', 400, 'BAD_REQUEST'],
    ['query a list', '{"query":["{ hubOnly }"]}', 400, 'BAD_REQUEST'],
    ['query a document', '{"query":{"kind":"Document"}}', 400, 'BAD_REQUEST'],
    ['an empty object', '{}', 400, 'BAD_REQUEST'],
    ['null', 'null', 400, 'BAD_REQUEST'],
    ['a list', '[]', 400, 'BAD_REQUEST'],
    ['a batch', JSON.stringify([{ query }]), 400, 'BAD_REQUEST'],
    ['a string', '"{ hubOnly }"', 400, 'BAD_REQUEST'],
    ['a number', '7', 400, 'BAD_REQUEST'],
    ['true', 'true', 400, 'BAD_REQUEST'],
    ['nothing', '', 400, 'BAD_REQUEST'],
    ['trailing garbage', `${JSON.stringify({ query })}}`, 400, 'BAD_REQUEST'],
    ['two values', `${JSON.stringify({ query })} {}`, 400, 'BAD_REQUEST'],
    ['JSON with a comment', `/* */ ${JSON.stringify({ query })}`, 400, 'BAD_REQUEST'],
    ['single quotes', "{'query':'{ hubOnly }'}", 400, 'BAD_REQUEST'],
    ['NaN', '{"query":"{ hubOnly }","variables":{"a":NaN}}', 400, 'BAD_REQUEST'],
    ['a key __proto__', '{"__proto__":{"query":"{ hubOnly }"}}', 400, 'BAD_REQUEST'],
    [
      'half a character',
      '{"query":"query Q { hubOnly }","variables":{"a":"\\ud83d"}}',
      400,
      'BAD_USER_INPUT',
    ],
    [
      'half a character in a literal',
      JSON.stringify({ query: '{ person(id: "\\ud83d") { id } }' }),
      400,
      'GRAPHQL_PARSE_FAILED',
    ],
    ['a NUL', '\u0000{"query":"{ hubOnly }"}', 400, 'BAD_REQUEST'],
  ])('%s', async (_, body, status, code) => {
    agencies.hub.requests.length = 0;
    const answer = await post(body);
    expect([answer.status, answer.code]).toEqual([status, code]);
    expect(answer.text).not.toMatch(/node_modules|at \w+ \(|stacktrace|file:/);
    expect(agencies.hub.requests).toEqual([]);
  });

  test.each<[string, string, number, string]>([
    ['no query', '', 400, 'BAD_REQUEST'],
    ['an empty query', 'query=', 400, 'BAD_REQUEST'],
    ['two queries', `query=${asked}&query=${asked}`, 400, 'BAD_REQUEST'],
    ['two operation names', `query=${asked}&operationName=Q&operationName=Q`, 400, 'BAD_REQUEST'],
    [
      'an operation name that is not there',
      `query=${asked}&operationName=R`,
      400,
      'OPERATION_RESOLUTION_FAILURE',
    ],
    ['variables twice', `query=${asked}&variables=%7B%7D&variables=%7B%7D`, 400, 'BAD_REQUEST'],
    ['variables no JSON', `query=${asked}&variables=%7B`, 400, 'BAD_REQUEST'],
    ['variables a list', `query=${asked}&variables=%5B%5D`, 400, 'BAD_REQUEST'],
    ['extensions no object', `query=${asked}&extensions=7`, 400, 'BAD_REQUEST'],
    ['a byte that is no UTF-8', `query=${asked}&variables=%7B%22a%22%3A%22%E9%22%7D`, 400, 'BAD_REQUEST'],
    ['a percent sign alone', `query=${asked}&a=%`, 400, 'BAD_REQUEST'],
    ['a parameter named otherwise', `query%5B%5D=${asked}`, 400, 'BAD_REQUEST'],
    ['a mutation', `query=${encodeURIComponent('mutation { note(text: "x") }')}`, 405, 'BAD_REQUEST'],
  ])('in a GET: %s', async (_, search, status, code) => {
    const answer = await get(search);
    expect([answer.status, answer.code]).toEqual([status, code]);
  });

  test('a persisted query that is not known, so that clients send the whole one', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'f'.repeat(64) } };
    const { status, code } = await post(JSON.stringify({ extensions }));
    expect([status, code]).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
  });
});

describe('a body that is not UTF-8 is refused, and nothing of it written', () => {
  const mutation = 'mutation { note(text: "Renée") }';
  const body = JSON.stringify({ query: mutation });
  const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();
  const utf32 = Buffer.from(Uint32Array.from(body, (character) => character.codePointAt(0) ?? 0).buffer);

  test.each<[string, string, Buffer, number]>([
    ['Latin-1, and says so', 'application/json; charset=iso-8859-1', Buffer.from(body, 'latin1'), 415],
    ['UTF-8, and says Latin-1', 'application/json; charset=ISO-8859-1', Buffer.from(body), 415],
    ['ASCII, and says windows-1252', 'application/json;charset="windows-1252"', Buffer.from(body), 415],
    ['Latin-1, and says UTF-8', 'application/json; charset=utf-8', Buffer.from(body, 'latin1'), 400],
    ['Latin-1, and says nothing', 'application/json', Buffer.from(body, 'latin1'), 400],
    ['UTF-16, and says so', 'application/json; charset=utf-16', Buffer.from(`\uFEFF${body}`, 'utf16le'), 415],
    ['UTF-16LE, and says nothing', 'application/json', Buffer.from(body, 'utf16le'), 400],
    ['UTF-16LE with its mark', 'application/json', Buffer.from(`\uFEFF${body}`, 'utf16le'), 400],
    ['UTF-16BE', 'application/json', bigEndian(body), 400],
    [
      'UTF-16 of ASCII alone',
      'application/json',
      Buffer.from('{"query":"mutation{note(text:1)}"}', 'utf16le'),
      400,
    ],
    ['UTF-32, and says so', 'application/json; charset=utf-32le', utf32, 415],
    ['UTF-32, and says nothing', 'application/json', utf32, 400],
    [
      'a surrogate in UTF-8',
      'application/json',
      Buffer.concat([Buffer.from('{"query":"'), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from('"}')]),
      400,
    ],
    [
      'too long a form of a slash',
      'application/json',
      Buffer.concat([Buffer.from('{"query":"'), Buffer.from([0xc0, 0xaf]), Buffer.from('"}')]),
      400,
    ],
    [
      'cut off in a character',
      'application/json',
      Buffer.from(body).subarray(0, Buffer.from(body).indexOf(0xc3) + 1),
      400,
    ],
    ['compressed', 'application/json', Buffer.from(body), 415],
    ['a malformed media type', 'application/json; charset=utf-8/x', Buffer.from(body), 415],
  ])('%s', async (name, contentType, bytes, status) => {
    agencies.hub.requests.length = 0;
    const encoding: Record<string, string> = name === 'compressed' ? { 'content-encoding': 'gzip' } : {};
    const answer = await post(bytes, { 'content-type': contentType, ...encoding });
    expect([answer.status, answer.code]).toEqual([status, 'BAD_REQUEST']);
    expect(agencies.hub.requests).toEqual([]);
  });

  test.each([
    'text/plain',
    'application/xml',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded',
    'application/graphql',
    'application/graphql-response+json',
    'nonsense',
    'application/json, text/plain',
  ])('the media type %s', async (contentType) => {
    const answer = await post(body, { 'content-type': contentType });
    expect([answer.status, answer.code]).toEqual([415, 'BAD_REQUEST']);
  });
});

describe('an error comes in the media type asked for', () => {
  const response = 'application/graphql-response+json';
  const deep = `${'{ people '.repeat(30)}${'}'.repeat(30)}`;

  test.each<[string, number, string, string, Record<string, string>, string | Buffer | null]>([
    ['syntax', 400, 'POST', '', json, '{"query":"{"}'],
    ['validation', 400, 'POST', '', json, '{"query":"{ nothing }"}'],
    ['a limit', 400, 'POST', '', json, JSON.stringify({ query: deep })],
    ['a variable', 400, 'POST', '', json, '{"query":"query ($id: ID!) { person(id: $id) { id } }"}'],
    [
      'no operation of the name',
      400,
      'POST',
      '',
      json,
      '{"query":"query Q { hubOnly }","operationName":"R"}',
    ],
    ['no JSON', 400, 'POST', '', json, '{'],
    ['no UTF-8', 400, 'POST', '', json, Buffer.from([0x22, 0xe9, 0x22])],
    ['a batch', 400, 'POST', '', json, '[]'],
    ['no query', 400, 'POST', '', json, '{}'],
    ['another charset', 415, 'POST', '', { 'content-type': 'application/json; charset=latin1' }, '{}'],
    ['another media type', 415, 'POST', '', { 'content-type': 'text/csv' }, 'a,b'],
    ['too large a body', 413, 'POST', '', json, ' '.repeat(1024 * 1024 + 1)],
    ['a mutation by GET', 405, 'GET', '?query=mutation%7Bnote(text%3A%22x%22)%7D', json, null],
    ['a forged GET', 400, 'GET', '?query=%7BhubOnly%7D', {}, null],
    [
      'a GET with another media type',
      415,
      'GET',
      '?query=%7BhubOnly%7D',
      { 'content-type': 'application/xml' },
      null,
    ],
    ['an address that is no UTF-8', 400, 'GET', '?query=%E9', json, null],
    ['another method', 405, 'PUT', '', json, '{}'],
    ['another method without a body', 405, 'DELETE', '', {}, null],
  ])('%s: %i', async (_, status, method, search, headers, body) => {
    for (const [accept, type] of [
      [response, response],
      ['application/json', 'application/json'],
      ['*/*', 'application/json'],
      [`${response}, application/json;q=0.9`, response],
      [`${response}; charset=utf-8, application/json; charset=utf-8`, response],
    ] as const) {
      const answer = await sendRaw(`${gateway.url}${search}`, method, { ...headers, accept }, body);
      expect([accept, answer.status, answer.type]).toEqual([accept, status, `${type}; charset=utf-8`]);
      expect(answer.code).toMatch(/^[A-Z_]+$/);
    }
    const { type } = await sendRaw(`${gateway.url}${search}`, method, headers, body);
    expect(type).toBe('application/json; charset=utf-8');
  });

  test('and where none of both is accepted, nothing is executed: 406', async () => {
    agencies.hub.requests.length = 0;
    const answer = await post('{"query":"mutation { note(text: \\"x\\") }"}', {
      ...json,
      accept: 'text/csv',
    });
    expect([answer.status, answer.code]).toEqual([406, 'BAD_REQUEST']);
    expect(agencies.hub.requests).toEqual([]);
  });

  test('a method that is not there is told those that are', async () => {
    const { headers } = await sendRaw(gateway.url, 'PATCH', json, '{}');
    expect(headers['allow']).toBe('GET, POST, OPTIONS');
  });
});

test('a strange host header is no reason to fail', async () => {
  const { status } = await post(JSON.stringify({ query }), { ...json, host: 'a[b' });
  expect(status).toBeLessThan(500);
});
