import { createLogger } from '@throughgate/service';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Agencies, serveAgencies } from './support/agencies.ts';
import { compose } from './support/compose.ts';
import { eventually } from './support/eventually.ts';
import { type FakeRegistry, startFakeRegistry } from './support/fake-registry.ts';
import { startTestGateway, type TestGateway, type TestOptions } from './support/gateway-client.ts';

const nino = 'QQ123456C';
const soon = 20;
let agencies: Agencies;
let registry: FakeRegistry;

beforeEach(async () => {
  agencies = await serveAgencies();
  registry = await startFakeRegistry();
});
afterEach(async () => {
  await registry[Symbol.asyncDispose]();
  await agencies[Symbol.asyncDispose]();
});

function start(usage: Partial<NonNullable<TestOptions['usage']>> = {}): Promise<TestGateway> {
  return startTestGateway({
    supergraphSdl: compose(agencies.all),
    usage: { client: registry.client, interval: 3_600_000, ...usage },
    logger: createLogger('silent'),
  });
}

const as = (name: string, version?: string) => ({
  'apollographql-client-name': name,
  ...(version === undefined ? {} : { 'apollographql-client-version': version }),
});

/** What was reported, added up: requests and failures by `operation client@version`. */
function totals(): Record<string, string> {
  const sums = new Map<string, { requests: number; failures: number }>();
  for (const { shapes, uses } of registry.reports) {
    const names = new Map(shapes.map(({ hash, name, document }) => [hash, name ?? document]));
    for (const { hash, clientName, clientVersion, requests, failures } of uses) {
      const key = `${names.get(hash)} ${clientName}@${clientVersion}`;
      const sum = sums.get(key) ?? { requests: 0, failures: 0 };
      sums.set(key, { requests: sum.requests + requests, failures: sum.failures + failures });
    }
  }
  return Object.fromEntries([...sums].map(([key, sum]) => [key, `${sum.requests}/${sum.failures}`]));
}

test('requests and failures are counted by operation and client', async () => {
  const gateway = await start();
  const names = 'query Names($id: ID!) { person(id: $id) { name } }';
  const wings = 'query Wings($id: ID!) { person(id: $id) { wing } }';
  for (const version of ['1.0', '1.0', '2.0']) await gateway.ask(names, { id: '1' }, as('caseload', version));
  await gateway.ask(wings, { id: '1' }, as('caseload', '1.0'));
  await gateway.ask(wings, { id: '2' }, as('caseload', '1.0'));
  await gateway.ask(names, { id: '1' }, { 'graphql-client-name': 'other', 'graphql-client-version': '7' });
  await gateway.ask(names, { id: '1' });
  await gateway.ask(names, { id: '1' }, as('n'.repeat(300), 'v\u0085\t1'));
  await gateway.gateway.stop();
  expect(totals()).toEqual({
    'Names caseload@1.0': '2/0',
    'Names caseload@2.0': '1/0',
    'Wings caseload@1.0': '2/1',
    'Names other@7': '1/0',
    'Names unknown@unknown': '1/0',
    [`Names ${'n'.repeat(100)}@v1`]: '1/0',
  });
  expect(registry.reports).toHaveLength(1);
});

test('nothing that identifies anybody is reported, nor two operations where literals differ', async () => {
  const gateway = await start();
  await gateway.ask(`query Find { ${nino}: person(id: "${nino}") { name } }`);
  await gateway.ask('query Find { other: person(id: "AB654321D") { name } }');
  await gateway.ask('query Find($id: ID!) { person(id: $id) { job } }', { id: nino });
  await gateway.ask(`query Find($id: ID! = "${nino}") { person(id: $id) { cell } } # ${nino}`);
  await gateway.gateway.stop();
  expect(registry.requests.length).toBeGreaterThan(0);
  for (const request of registry.requests) expect(JSON.stringify(request)).not.toMatch(/QQ123456C|AB654321D/);
  const [report] = registry.reports;
  expect(report?.shapes).toHaveLength(3);
  expect(report?.uses.map(({ requests }) => requests).sort()).toEqual([1, 1, 2]);
});

test('what does not run, and what asks for the schema only, is not recorded', async () => {
  const gateway = await start();
  await gateway.ask('{ nothing }');
  await gateway.ask('{ syntax');
  await gateway.ask('query Q($id: ID!) { person(id: $id) { name } }', {});
  await gateway.ask('{ __typename ...S } fragment S on Query { __schema { queryType { name } } }');
  await gateway.ask('query A { hubOnly } query B { hubOnly }');
  await gateway.ask(`{ ${Array.from({ length: 60 }, (_, index) => `a${index}: hubOnly`).join(' ')} }`);
  await gateway.gateway.stop();
  expect(registry.reports).toEqual([]);
});

test('a registry that is down loses nothing and counts nothing twice', async () => {
  await using gateway = await start({ interval: soon });
  const ask = () => gateway.ask('query Names { people { name } }', {}, as('caseload', '1'));
  const failures = async () => {
    const values = (await gateway.count('gateway_usage_reports_total')) as {
      labels: { result: string };
      value: number;
    }[];
    return values.find(({ labels }) => labels.result === 'failed')?.value ?? 0;
  };
  // The registry counts the report, and its answer is lost.
  registry.loseAnswers = true;
  await ask();
  await eventually(() => registry.requests.length).toBeGreaterThan(1);
  await ask();
  await registry.goDown();
  const before = await failures();
  await eventually(failures).toBeGreaterThan(before + 1);
  expect((await ask()).status).toBe(200);
  await ask();
  registry.loseAnswers = false;
  await registry.comeBack();
  await eventually(totals).toEqual({ 'Names caseload@1': '4/0' });
  const ids = registry.requests.map(({ body }) => (JSON.parse(body) as { id: string }).id);
  expect(new Set(ids).size).toBe(2);
});

test('a gateway that stops while the registry is down does not wait for it', async () => {
  const gateway = await start();
  await gateway.ask('{ hubOnly }');
  await registry.goDown();
  await gateway.gateway.stop();
  expect(registry.reports).toEqual([]);
});

test('what is beyond the bounds is counted and left out, and the answers are the same', async () => {
  const gateway = await start({ bounds: { shapes: 2, uses: 3 } });
  const people = (field: string) => `query ${field.toUpperCase()} { people { ${field} } }`;
  for (const field of ['name', 'job', 'cell']) {
    expect((await gateway.ask(people(field))).status).toBe(200);
  }
  for (const client of ['a', 'b', 'b', 'c']) await gateway.ask(people('job'), {}, as(client));
  const dropped = await gateway.count('gateway_usage_dropped_requests_total');
  expect(dropped).toEqual([expect.objectContaining({ labels: { reason: 'bounds' }, value: 4 })]);
  await gateway.gateway.stop();
  expect(totals()).toEqual({
    'NAME unknown@unknown': '1/0',
    'JOB unknown@unknown': '1/0',
    'JOB a@unknown': '1/0',
  });
});
