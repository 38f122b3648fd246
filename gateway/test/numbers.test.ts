import { beforeAll, describe, expect, test } from 'vitest';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { startTestGateway, type TestGateway } from './support/gateway-client.ts';
import { type SubgraphServer, serveSubgraph } from './support/subgraph-server.ts';

// Values pass as they are or not at all.

const big = '9007199254740993';
let one: SubgraphServer;
let other: SubgraphServer;
let gateway: TestGateway;

const opened = closedAfterAll();
beforeAll(async () => {
  one = opened.use(
    await serveSubgraph(
      'one',
      `scalar Long scalar Json
     input Wrapped { long: Long float: Float more: [Wrapped!] }
     type Query { long(of: Long, all: [Long!], in: Wrapped, json: Json, id: ID, float: Float): Long json: Json id: ID! ids: [ID!] float: Float int: Int t: T }
     type T @key(fields: "key") { key: Long! }`,
      { Query: { long: () => 1 } },
    ),
  );
  other = opened.use(
    await serveSubgraph('other', `scalar Long type T @key(fields: "key") { key: Long! seen: String }`, {}),
  );
  gateway = opened.use(await startTestGateway({ supergraphSdl: compose([one, other]) }));
});

async function askText(query: string, variables = '{}'): Promise<{ status: number; text: string }> {
  const response = await fetch(gateway.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: `{"query":${JSON.stringify(query)},"variables":${variables}}`,
  });
  return { status: response.status, text: (await response.text()).trim() };
}

async function answered(query: string, data: string | Buffer, type = 'application/json'): Promise<string> {
  one.misbehave = (response) => {
    response.setHeader('content-type', type);
    response.end(Buffer.concat([Buffer.from('{"data":'), Buffer.from(data), Buffer.from('}')]));
  };
  try {
    return (await askText(query)).text;
  } finally {
    one.misbehave = undefined;
  }
}

describe('in an answer', () => {
  test.each([
    ['a number beyond 2^53', '{ long }', `{"long":${big}}`],
    ['a negative one', '{ long }', `{"long":-${big}}`],
    ['one in the middle of other text', '{ id long }', `{"id":"${'x'.repeat(1000)}","long":${big}}`],
    ['a long decimal', '{ long }', '{"long":0.12345678901234567890}'],
    [
      'numbers within a JSON scalar',
      '{ json }',
      `{"json":{"a":[${big},{"b":12345678901234567890.5}],"c":1.5}}`,
    ],
    ['keys of JavaScript within a JSON scalar', '{ json }', '{"json":{"__proto__":{"a":1},"constructor":2}}'],
    ['half a character', '{ json }', '{"json":"\\ud800"}'],
    ['other characters', '{ json }', '{"json":"é€😀"}'],
  ])('%s passes digit for digit', async (_, query, data) => {
    expect(await answered(query, data)).toBe(`{"data":${data}}`);
  });

  test('an answer that two requests share is the same for both', async () => {
    const data = `{"json":{"__proto__":{"a":${big}}}}`;
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let arrived: () => void = () => {};
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    one.misbehave = async (response) => {
      arrived();
      await held;
      response.setHeader('content-type', 'application/json').end(`{"data":${data}}`);
    };
    try {
      const first = askText('{ json }');
      await arrival;
      const second = askText('{ json }');
      await expect
        .poll(() => gateway.count('gateway_subgraph_fetches_shared_total'))
        .toMatchObject([{ value: 1 }]);
      release();
      for (const { text } of [await first, await second]) expect(text).toBe(`{"data":${data}}`);
    } finally {
      release();
      one.misbehave = undefined;
    }
  });

  test.each([
    ['a number is text in an ID', '{ id ids }', '{"id":1,"ids":["a",2]}', '{"id":"1","ids":["a","2"]}'],
    ['a number beyond 2^53 is text in an ID', '{ id }', `{"id":${big}}`, `{"id":"${big}"}`],
    ['a Float is a double', '{ float }', '{"float":0.12345678901234567890}', '{"float":0.12345678901234568}'],
    ['an Int may have a point', '{ int }', '{"int":5.0000000000000000}', '{"int":5}'],
  ])('%s', async (_, query, data, expected) => {
    expect(await answered(query, data)).toBe(`{"data":${expected}}`);
  });

  test.each([
    ['a custom scalar', '{ long }', '{"long":1e400}', 'long'],
    ['a JSON scalar', '{ json }', '{"json":{"a":[-1e400]}}', 'json'],
    ['a Float', '{ float }', '{"float":1e400}', 'float'],
  ])('a number that no double holds is refused in %s', async (_, query, data, field) => {
    const body = JSON.parse(await answered(query, data));
    expect(body.data).toEqual({ [field]: null });
    expect(body.errors).toMatchObject([
      { path: [field], extensions: { code: 'SUBGRAPH_BAD_RESPONSE', serviceName: 'one' } },
    ]);
  });

  test.each([
    ['bytes that are no UTF-8', Buffer.from('{"json":"\xe9"}', 'latin1'), 'application/json'],
    ['another charset', '{"json":"e"}', 'application/json; charset=iso-8859-1'],
  ])('%s are refused', async (_, data, type) => {
    const body = JSON.parse(await answered('{ json }', data, type));
    expect(body).toMatchObject({
      data: { json: null },
      errors: [
        {
          message: "Subgraph 'one' answered with text that is not UTF-8.",
          extensions: { code: 'SUBGRAPH_BAD_RESPONSE' },
        },
      ],
    });
  });

  test('a key beyond 2^53 reaches the next subgraph as it is', async () => {
    one.misbehave = (response) =>
      void response
        .setHeader('content-type', 'application/json')
        .end(`{"data":{"t":{"__typename":"T","key":${big}}}}`);
    other.misbehave = (response) =>
      void response
        .setHeader('content-type', 'application/json')
        .end('{"data":{"_entities":[{"seen":"yes"}]}}');
    expect((await askText('{ t { key seen } }')).text).toBe(`{"data":{"t":{"key":${big},"seen":"yes"}}}`);
    expect(other.requests.at(-1)?.text).toContain(`"key":${big}}`);
    one.misbehave = undefined;
    other.misbehave = undefined;
  });
});

describe('in a request', () => {
  test.each<[name: string, query: string, variables?: string]>([
    ['as an argument', `{ long(of: ${big}) }`],
    ['in a list', `{ long(all: [1, ${big}]) }`],
    ['in an input', `{ long(in: { more: [{ long: ${big} }] }) }`],
    ['within a JSON scalar', `{ long(json: { a: [${big}] }) }`],
    ['as a long decimal', '{ long(of: 0.12345678901234567890) }'],
    ['with an exponent', '{ long(of: 1e400) }'],
    ['as a default', `query ($n: Long = ${big}) { long(of: $n) }`],
    ['as a variable', 'query ($n: Long) { long(of: $n) }', `{"n":${big}}`],
    ['in a list of a variable', 'query ($n: [Long!]) { long(all: $n) }', `{"n":[1,${big}]}`],
    ['in an input of a variable', 'query ($n: Wrapped) { long(in: $n) }', `{"n":{"more":[{"long":${big}}]}}`],
    ['within a JSON scalar of a variable', 'query ($n: Json) { long(json: $n) }', `{"n":{"a":[-${big}]}}`],
    ['as an ID', 'query ($n: ID) { long(id: $n) }', `{"n":${big}}`],
  ])('a number that would be changed is refused %s', async (_, query, variables) => {
    one.requests.splice(0);
    const { status, text } = await askText(query, variables);
    expect(status).toBe(400);
    expect(JSON.parse(text).errors).toMatchObject([
      { message: expect.stringMatching(/more digits than .* text/), extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect(one.requests).toEqual([]);
  });

  test.each([
    [
      'an integer up to 2^53',
      'query ($n: Long) { long(of: $n) }',
      '{"n":9007199254740991}',
      '"n":9007199254740991',
    ],
    ['the same as text', 'query ($n: Long) { long(of: $n) }', `{"n":"${big}"}`, `"n":"${big}"`],
    [
      'a Float, which is a double',
      'query ($n: Float) { long(float: $n) }',
      `{"n":${big}}`,
      '"n":9007199254740992',
    ],
    [
      'a literal',
      '{ long(of: 9007199254740991, json: { a: "9007199254740993", b: 1.50 }) }',
      '{}',
      'long(of:9007199254740991 json:{a:\\"9007199254740993\\" b:1.5})',
    ],
    ['an ID as a literal', `{ long(id: ${big}) }`, '{}', big],
  ])('%s is passed on', async (_, query, variables, sent) => {
    one.requests.splice(0);
    const { status, text } = await askText(query, variables);
    expect(text).toBe('{"data":{"long":1}}');
    expect(status).toBe(200);
    expect(one.requests[0]?.text).toContain(sent);
  });
});
