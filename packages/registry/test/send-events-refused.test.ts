import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ceHeaders } from './support/event-intake-contract.ts';
import { cloudEvent, housing, opened } from './support/housing.ts';
import { logRecords } from './support/log-records.ts';
import { homes } from './support/proposals.ts';
import { refusal } from './support/refusal.ts';
import { type RegistryUnderTest, startRegistryForTest } from './support/running-registry.ts';

let registry: RegistryUnderTest;
beforeAll(async () => {
  registry = await startRegistryForTest();
  expect(await registry.admin.publish({ subgraphs: [housing, homes] })).toMatchObject({ published: true });
});
afterAll(async () => {
  // Whatever was refused here left nothing.
  expect(await logRecords(registry.log, 'housing')).toEqual([]);
  const { rows } = await registry.pool.query('SELECT * FROM "ReceivedEvent"');
  expect(rows).toEqual([]);
  await registry[Symbol.asyncDispose]();
});

interface Told {
  readonly code: string;
  readonly detail: string;
  readonly findings?: readonly { code: string; coordinate: string; message: string; fix: string }[];
}

const path = '/v1/subgraphs/housing/events';
async function post(body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>) {
  const answer = await registry.raw(path, { method: 'POST', headers, body });
  expect(answer.type).toBe('application/problem+json; charset=utf-8');
  return { ...answer, body: answer.body as Told };
}
const structured = { 'content-type': 'application/cloudevents+json' };
const batch = { 'content-type': 'application/cloudevents-batch+json' };
const binary = { 'content-type': 'application/json' };
/** Where the faults of an event are, with their codes. */
async function faultsOf(event: unknown): Promise<{ status: number; faults: string[]; told: Told }> {
  const { status, body } = await post(JSON.stringify(event), structured);
  return { status, faults: (body.findings ?? []).map((one) => `${one.code} ${one.coordinate}`), told: body };
}

describe('an event that cannot be taken', () => {
  it('is told of everything that is wrong with it at once, and what to do', async () => {
    const { status, faults, told } = await faultsOf({
      specversion: '0.3',
      id: '7',
      type: 'housing.tenancy.opened',
      time: 'yesterday',
      sequence: 0,
      subject: 'Tenancy/other',
      dataschema: 'urn:other',
      Comexampleother: 'x',
      nested: {},
      data: { crn: 'nobody', tenancy: { id: 't1', floor: 1 } },
    });
    expect(status).toBe(400);
    expect(faults.toSorted()).toEqual([
      'HUB-C080 /Comexampleother',
      'HUB-C080 /dataschema',
      'HUB-C080 /id',
      'HUB-C080 /nested',
      'HUB-C080 /sequence',
      'HUB-C080 /source',
      'HUB-C080 /specversion',
      'HUB-C080 /subject',
      'HUB-C080 /time',
      'HUB-C082 /data/crn',
      'HUB-C082 /data/tenancy',
      'HUB-C082 /data/tenancy',
    ]);
    expect(told.detail).toContain('12 faults');
    expect(told.findings?.find(({ coordinate }) => coordinate === '/source')).toMatchObject({
      message: expect.stringContaining('/throughgate/housing'),
      fix: expect.stringContaining('docs/integrators.md'),
    });
  });

  it.each([
    ['no data', { data: undefined }, ['HUB-C082 /data']],
    ['data that are no object', { data: [opened] }, ['HUB-C082 /data']],
    ['data as text', { data: JSON.stringify(opened) }, ['HUB-C082 /data']],
    ['both forms of data', { data_base64: 'e30=' }, ['HUB-C080 /data_base64']],
    ['an unpublished type', { type: 'housing.tenancy.closed' }, ['HUB-C081 /type']],
    ['no type', { type: undefined }, ['HUB-C080 /type']],
    ['another type of data', { datacontenttype: 'application/xml' }, ['HUB-C080 /datacontenttype']],
    ['a time without a zone', { time: '2026-10-01T09:00:00' }, ['HUB-C080 /time']],
    ['a day that there is not', { recordedat: '2026-02-30T09:00:00Z' }, ['HUB-C080 /recordedat']],
    ['a sequence that is none', { sequence: '-1' }, ['HUB-C080 /sequence']],
    ['a broken sequence', { sequence: 1.5 }, ['HUB-C080 /sequence']],
    ['an attribute with NUL', { note: 'a\0b' }, ['HUB-C080 /note']],
    ['half a character', { partitionkey: '\ud800' }, ['HUB-C080 /partitionkey']],
    ['a key without end', { partitionkey: 'x'.repeat(1_001) }, ['HUB-C080 /partitionkey']],
    ['data with NUL', { data: { ...opened, note: 'a\0b' } }, ['HUB-C082 /data/note']],
    ['a number that readers round', { data: { ...opened, big: 2 ** 53 } }, ['HUB-C082 /data/big']],
    [
      'no file',
      { type: 'housing.tenancy.moved', data: { tenancy: opened.tenancy } },
      ['HUB-C080 /partitionkey'],
    ],
    [
      'several identifiers and no file',
      { type: 'housing.tenancy.moved', data: { crn: 'X500001', nino: 'a', tenancy: opened.tenancy } },
      ['HUB-C080 /partitionkey'],
    ],
  ])('with %s is refused with its place', async (_, more, expected) => {
    expect(await faultsOf(cloudEvent(more))).toMatchObject({ status: 400, faults: expected });
  });

  it('of another agency is refused, whatever the address and the token say', async () => {
    const { status, faults, told } = await faultsOf(cloudEvent({ source: '/throughgate/prisons' }));
    expect([status, faults, told.code]).toEqual([403, ['HUB-C083 /source'], 'HUB-C083']);
    const both = await faultsOf(cloudEvent({ source: '/throughgate/prisons', id: 'x' }));
    expect([both.status, both.faults]).toEqual([403, ['HUB-C080 /id', 'HUB-C083 /source']]);
  });

  it('in a batch is named by its index, and nothing of the batch is taken', async () => {
    const events = [cloudEvent(), cloudEvent({ id: 'x' }), null, cloudEvent({ data: {} })];
    const { status, body } = await post(JSON.stringify(events), batch);
    expect(status).toBe(400);
    expect(body.findings?.map(({ code, coordinate }) => `${code} ${coordinate}`)).toEqual([
      'HUB-C080 /1/id',
      'HUB-C080 /2',
      'HUB-C080 /3/partitionkey',
      'HUB-C082 /3/data',
      'HUB-C082 /3/data',
    ]);
    expect(body.findings?.[1]?.message).toMatch(/^Event 2: /);
  });

  it('among very many is told of, and how many more there are', async () => {
    const events = Array.from({ length: 500 }, () => cloudEvent({ id: 'x' }));
    const { body } = await post(JSON.stringify(events), batch);
    expect(body.findings).toHaveLength(100);
    expect(body.detail).toContain('500 faults, of which the first 100');
  });

  it('is too large, alone or with others', async () => {
    const large = cloudEvent({ data: { ...opened, note: 'x'.repeat(1024 * 1024) } });
    expect(await faultsOf(large)).toMatchObject({ status: 413, faults: ['HUB-C086 /data'] });
    const many = await post(JSON.stringify(Array.from({ length: 1_001 }, () => 0)), batch);
    expect(many).toMatchObject({ status: 413, body: { code: 'HUB-C086' } });
    const huge = await post(`[${' '.repeat(17 * 1024 * 1024)}]`, batch);
    expect(huge).toMatchObject({ status: 413, body: { code: 'HUB-C006' } });
  });

  it('nested without end ends nothing', async () => {
    const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
    const event = JSON.stringify(cloudEvent({ data: 0 })).replace('"data":0', `"data":${deep}`);
    const { status, body } = await post(event, structured);
    expect(status).toBe(400);
    expect(body.findings?.map(({ message }) => message).join()).toContain('nested more than 64 deep');
  });
});

describe('a request that carries no events', () => {
  it.each([
    ['no headers of an event', '{}', binary, 415],
    ['another type', '<a/>', { 'content-type': 'application/cloudevents+xml' }, 415],
    ['another charset', '{}', { 'content-type': 'application/cloudevents+json; charset=utf-16' }, 415],
    ['an encoding', '{}', { ...structured, 'content-encoding': 'gzip' }, 415],
    ['no JSON', '{"specversion":', structured, 400],
    ['nothing', '', structured, 400],
    ['bytes that are no UTF-8', Uint8Array.of(0x22, 0xe9, 0x22), structured, 400],
    ['one event as a batch', JSON.stringify(cloudEvent()), batch, 400],
  ])('is told so: %s', async (_, body, headers, status) => {
    const answer = await post(body, headers);
    expect(answer).toMatchObject({ status, body: { code: 'HUB-C047' } });
    expect(answer.body.detail).not.toContain('specversion');
  });
});

describe('binary mode', () => {
  it.each([
    ['data that are no JSON', '{"crn":', {}, ['HUB-C080 /data']],
    ['no data', '', {}, ['HUB-C082 /data']],
    [
      'another charset',
      '{}',
      { 'content-type': 'application/json; charset=latin1' },
      ['HUB-C080 /datacontenttype'],
    ],
    ['bytes that are no UTF-8', JSON.stringify(opened), { 'ce-note': '%E9' }, ['HUB-C080 /note']],
    [
      'a header that names no attribute',
      JSON.stringify(opened),
      { 'ce-my_note': 'x' },
      ['HUB-C080 /my_note'],
    ],
    [
      'the type of the data twice',
      JSON.stringify(opened),
      { 'ce-datacontenttype': 'application/json' },
      ['HUB-C080 /datacontenttype'],
    ],
  ])('refuses %s', async (_, body, headers, expected) => {
    const answer = await post(body, { ...binary, ...ceHeaders(cloudEvent()), ...headers });
    expect(answer.status).toBe(400);
    expect(answer.body.findings?.map(({ code, coordinate }) => `${code} ${coordinate}`).toSorted()).toEqual(
      expected,
    );
  });

  it('refuses an attribute that is given twice', async () => {
    const url = new URL(path, registry.running.url);
    const headers = {
      ...binary,
      ...ceHeaders(cloudEvent()),
      authorization: `Bearer ${registry.running.adminToken}`,
      'ce-type': ['housing.tenancy.opened', 'housing.tenancy.moved'],
    };
    const answer = await new Promise<string>((resolve, reject) => {
      const sent = request(
        url,
        { method: 'POST', headers },
        (response) => void text(response).then(resolve, reject),
      );
      sent.on('error', reject).end(JSON.stringify(opened));
    });
    expect((JSON.parse(answer) as Told).findings?.[0]).toMatchObject({
      coordinate: '/type',
      message: expect.stringContaining('twice'),
    });
  });
});

describe('a token', () => {
  it('sends events of its own agency with the verb `send`, and of no other', async () => {
    const send = (client: ReturnType<typeof registry.clientOf>, name = 'housing') =>
      refusal(client.sendEvents(name, [cloudEvent({ id: 'x' })]));
    expect(await send(registry.clientOf())).toMatchObject({ code: 'HUB-C040', status: 401 });
    const publisher = await registry.clientWith({
      subgraphs: ['housing'],
      can: ['publish', 'check', 'read'],
    });
    expect(await send(publisher)).toMatchObject({ code: 'HUB-C043', status: 403 });
    const other = await registry.clientWith({ subgraphs: ['homes'], can: ['send'] });
    expect(await send(other)).toMatchObject({ code: 'HUB-C042', status: 403 });
    expect(await send(await registry.clientWith({ can: ['send'] }))).toMatchObject({ code: 'HUB-C042' });
    const own = await registry.clientWith({ subgraphs: ['housing', 'nothing'], can: ['send'] });
    expect(await send(own)).toMatchObject({ code: 'HUB-C080', status: 400 });
    expect(await send(own, 'nothing')).toMatchObject({ code: 'HUB-C044', status: 404 });
    expect(await refusal(own.publish({ subgraphs: [housing] }))).toMatchObject({ code: 'HUB-C043' });
  });

  it('of an agency that publishes no events is told so', async () => {
    const error = await refusal(
      registry.admin.sendEvents('homes', [cloudEvent({ source: '/throughgate/homes' })]),
    );
    expect(error).toMatchObject({ code: 'HUB-C081', status: 400 });
    expect(error.message).toContain('homes publishes no event types');
  });

  it('is asked for before the body is read', async () => {
    const { status, body } = await post('{', { ...structured, authorization: 'Bearer tgr_x' });
    expect([status, body.code]).toEqual([401, 'HUB-C040']);
  });
});
