import { randomUUID } from 'node:crypto';
import type { EventLog } from '@throughgate/events';
import { CloudEvent, HTTP } from 'cloudevents';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloudEvent, housing, opened } from './housing.ts';
import { logRecords } from './log-records.ts';
import { refusal } from './refusal.ts';
import { type RegistryUnderTest, startRegistryForTest } from './running-registry.ts';

const path = '/v1/subgraphs/housing/events';
const structured = { 'content-type': 'application/cloudevents+json; charset=UTF-8' };

/** What sending events must do on every event log. `open` gives one that is empty; the suite closes what it opened. */
export function eventIntakeContract(
  name: string,
  open: () => Promise<{ log: EventLog } & AsyncDisposable>,
): void {
  describe(`events sent over HTTP, with the log in ${name}`, () => {
    const cleanup = new AsyncDisposableStack();
    let registry: RegistryUnderTest;
    let agency: ReturnType<RegistryUnderTest['clientOf']>;
    beforeAll(async () => {
      const { log } = cleanup.use(await open());
      registry = cleanup.use(await startRegistryForTest({ eventLog: log }));
      expect(await registry.admin.publish({ subgraphs: [housing] })).toMatchObject({ published: true });
      agency = await registry.clientWith({ subgraphs: ['housing'], can: ['send'] });
    }, 150_000);
    afterAll(() => cleanup.disposeAsync());

    const post = (body: unknown, headers: Record<string, string> = structured) =>
      registry.raw(path, { method: 'POST', headers, body: JSON.stringify(body) });
    const withId = async (id: unknown) =>
      (await logRecords(registry.log, 'housing')).filter(({ headers }) => headers['ce_id'] === id);

    it('are on the log, complete, before the answer, whatever the sender left out', async () => {
      const event = cloudEvent();
      const before = Date.now();
      const { status, body } = await post(event);
      expect(status).toBe(200);
      const [record, another] = await withId(event['id']);
      expect(another).toBeUndefined();
      expect(record).toMatchObject({ topic: 'throughgate.housing.changes.v1', key: 'X500001' });
      expect(JSON.parse(String(record?.value))).toEqual(opened);
      expect(record?.headers).toMatchObject({
        ce_specversion: '1.0',
        ce_id: event['id'],
        ce_source: '/throughgate/housing',
        ce_type: 'housing.tenancy.opened',
        ce_subject: 'Tenancy/t1',
        ce_dataschema: 'urn:throughgate:events:housing:housing.tenancy.opened:v1',
        ce_sequence: '000000000001',
        ce_partitionkey: 'X500001',
        'content-type': 'application/json',
      });
      expect(Date.parse(record?.headers['ce_recordedat'] ?? '')).toBeGreaterThanOrEqual(before);
      expect(record?.headers['ce_time']).toBe(record?.headers['ce_recordedat']);
      expect(body).toEqual({
        events: [
          {
            id: event['id'],
            type: 'housing.tenancy.opened',
            subject: 'Tenancy/t1',
            time: record?.headers['ce_time'],
            recordedat: record?.headers['ce_recordedat'],
            partitionkey: 'X500001',
            sequence: 1,
          },
        ],
      });
    });

    it('come from the CloudEvents SDK in both modes, and keep what they say', async () => {
      const said = {
        source: '/throughgate/housing',
        type: 'housing.tenancy.moved',
        time: '2026-10-01T10:00:00.000+01:00',
        recordedat: '2026-10-01T09:00:01Z',
        partitionkey: 'Łódź 50%',
        subject: 'Tenancy/Łódź "2"',
        data: { tenancy: { id: 'Łódź "2"', town: 'Łódź' } },
        correlationid: 'a b',
      };
      for (const [sequence, mode] of [
        ['1', HTTP.binary],
        ['2', HTTP.structured],
      ] as const) {
        const id = randomUUID();
        const message = mode(new CloudEvent({ ...said, id, sequence }));
        const answer = await registry.raw(path, {
          method: 'POST',
          headers: encoded(message.headers),
          body: String(message.body),
        });
        expect(answer.body).toMatchObject({
          events: [{ id, sequence: Number(sequence), time: '2026-10-01T09:00:00.000Z' }],
        });
        const [record] = await withId(id);
        expect(record?.key).toBe('Łódź 50%');
        expect(record?.headers).toMatchObject({
          ce_time: '2026-10-01T09:00:00.000Z',
          ce_recordedat: '2026-10-01T09:00:01.000Z',
          ce_sequence: sequence.padStart(12, '0'),
          ce_subject: 'Tenancy/Łódź "2"',
          ce_correlationid: 'a b',
        });
        expect(JSON.parse(String(record?.value))).toEqual(said.data);
      }
    });

    it('in a batch are all there in their order, and each file has its versions', async () => {
      const batch = Array.from({ length: 40 }, (_, index) =>
        cloudEvent({
          data: { ...opened, crn: `X60000${index % 4}`, tenancy: { id: `b${index}`, town: 'Leigh' } },
        }),
      );
      const { events } = await agency.sendEvents('housing', batch);
      expect(events.map(({ id }) => id)).toEqual(batch.map(({ id }) => id));
      const records = await logRecords(registry.log, 'housing');
      for (const key of ['X600000', 'X600001', 'X600002', 'X600003']) {
        const own = records.filter((record) => record.key === key);
        expect(own.map(({ headers }) => headers['ce_id'])).toEqual(
          batch.filter(({ data }) => (data as typeof opened).crn === key).map(({ id }) => id),
        );
        expect(own.map(({ headers }) => Number(headers['ce_sequence']))).toEqual([
          1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
        ]);
      }
      expect(await agency.sendEvents('housing', [])).toEqual({ events: [] });
    });

    it('sent again give the same answer and are on the log once: alone, in a batch, in another mode', async () => {
      const event = cloudEvent({ data: { ...opened, crn: 'X700001' } });
      const first = await agency.sendEvents('housing', [event]);
      const { type, source, data, id } = event as Record<string, string>;
      const again = [
        await agency.sendEvents('housing', [event]),
        // Members in another order, the id in other letters: the same event.
        (await post({ data, type, source, id: id?.toUpperCase(), specversion: '1.0' })).body,
        (await post(data, { 'content-type': 'application/json', ...ceHeaders(event) })).body,
      ];
      expect(again).toEqual([first, first, first]);
      const next = cloudEvent({ data: { ...opened, crn: 'X700001' } });
      const mixed = await agency.sendEvents('housing', [event, next, next]);
      expect(mixed.events.map(({ sequence }) => sequence)).toEqual([1, 2, 2]);
      expect([await withId(id), await withId(next['id'])].map(({ length }) => length)).toEqual([1, 1]);
    });

    it('sent twenty times at once are on the log once', async () => {
      const event = cloudEvent({ data: { ...opened, crn: 'X700002' } });
      const answers = await Promise.all(Array.from({ length: 20 }, () => post(event)));
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(answers[0]).toMatchObject({ status: 200, body: { events: [{ id: event['id'], sequence: 1 }] } });
      expect(await withId(event['id'])).toHaveLength(1);
    });

    it('with an id that has another content are refused, and nothing of their batch is taken', async () => {
      const event = cloudEvent({ data: { ...opened, crn: 'X700003' } });
      await agency.sendEvents('housing', [event]);
      const other = { ...event, data: { ...opened, crn: 'X700003', tenancy: { id: 't2', town: 'Leigh' } } };
      const good = cloudEvent({ data: { ...opened, crn: 'X700003' } });
      const error = await refusal(agency.sendEvents('housing', [good, other]));
      expect(error).toMatchObject({ code: 'HUB-C084', status: 409, findings: [{ coordinate: '/1/id' }] });
      const inOneBatch = [cloudEvent({ id: good['id'] }), { ...good, id: good['id'] }];
      expect(await refusal(agency.sendEvents('housing', inOneBatch))).toMatchObject({ code: 'HUB-C084' });
      expect(await withId(good['id'])).toEqual([]);
      expect(await withId(event['id'])).toHaveLength(1);
    });

    it('may leave out versions and come late, but a version is one event', async () => {
      const of = (sequence: string | undefined, more = {}) =>
        cloudEvent({ sequence, data: { ...opened, crn: 'X700004' }, ...more });
      const sent = [of('1'), of('5'), of('3'), of(undefined)];
      const versions = [];
      for (const event of sent)
        versions.push((await agency.sendEvents('housing', [event])).events[0]?.sequence);
      expect(versions).toEqual([1, 5, 3, 6]);
      const error = await refusal(agency.sendEvents('housing', [of('3')]));
      expect(error).toMatchObject({
        code: 'HUB-C085',
        status: 409,
        findings: [{ coordinate: '/0/sequence' }],
      });
      expect(await refusal(agency.sendEvents('housing', [of('9'), of('9')]))).toMatchObject({
        code: 'HUB-C085',
      });
      const ofAnother = cloudEvent({ sequence: '3', data: { ...opened, crn: 'X700005' } });
      expect((await agency.sendEvents('housing', [ofAnother])).events).toMatchObject([{ sequence: 3 }]);
    });
  });
}

/** Attributes of an event as headers of binary mode. */
export function ceHeaders({ data: _, ...attributes }: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`ce-${name}`, String(value)]));
}

/** Headers as the binding has them: the SDK leaves percent-encoding to others. */
function encoded(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      String(value).replace(/[^\x21\x23\x24\x26-\x7e]/gu, (character) => encodeURIComponent(character)),
    ]),
  );
}
