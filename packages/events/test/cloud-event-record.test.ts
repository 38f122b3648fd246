import { CloudEvent, Kafka } from 'cloudevents';
import { describe, expect, test } from 'vitest';
import { fromLogRecord, MalformedEventError, readEnvelope, toLogRecord, topicOf } from '../src/index.ts';
import { changeEvent } from './support/change-event.ts';

const topic = topicOf('prisons');

describe('change events on the log', () => {
  test('come back as they were written', () => {
    const event = changeEvent({
      version: 7,
      data: { text: 'naïve „quotes“', list: [1, null, { deep: true }] },
    });
    expect(fromLogRecord(toLogRecord(topic, event))).toEqual(event);
  });

  test('are read once, whoever asks, and each record by itself', () => {
    const record = toLogRecord(topic, changeEvent());
    const event = fromLogRecord(record);
    expect(fromLogRecord(record)).toBe(event);
    const same = fromLogRecord({ ...record });
    expect(same).toEqual(event);
    expect(same).not.toBe(event);
  });

  test('are CloudEvents that the cloudevents package reads', () => {
    const event = changeEvent({ version: 7 });
    const { key, headers, value } = toLogRecord(topic, event);
    const read = Kafka.toEvent({ key, headers, value: value?.toString() } as never) as CloudEvent<unknown>;
    expect(read).toBeInstanceOf(CloudEvent);
    expect(read.toJSON()).toMatchObject({
      id: event.id,
      specversion: '1.0',
      source: '/throughgate/prisons',
      type: event.type,
      time: '2026-03-02T09:30:00.000Z',
      subject: 'Prisoner/X320741',
      dataschema: 'urn:throughgate:events:prisons:prison.prisoner.changed:v1',
      recordedat: event.recordedAt.toISOString(),
      sequence: '000000000007',
      partitionkey: 'X320741',
    });
    expect(read.data).toEqual(event.data);
    expect(read.validate()).toBe(true);
  });

  test('are read from what the cloudevents package writes', () => {
    const event = changeEvent();
    const written = Kafka.binary(
      new CloudEvent({
        id: event.id,
        source: '/throughgate/prisons',
        type: event.type,
        time: event.occurredAt.toISOString(),
        subject: 'Prisoner/X320741',
        datacontenttype: 'application/json',
        recordedat: event.recordedAt.toISOString(),
        sequence: '1',
        partitionkey: event.key,
        data: event.data,
      }),
    );
    const headers = Object.fromEntries(
      Object.entries(written.headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    const value = Buffer.from(JSON.stringify(written.value));
    expect(fromLogRecord({ topic, key: String(written.key), headers, value })).toEqual(event);
  });

  test.each([
    ['another specversion', { ce_specversion: '0.3' }, /ce_specversion to be 1\.0, found "0\.3"/],
    ['an id that is no UUID', { ce_id: '17' }, /ce_id to be a UUID/],
    [
      'a foreign source',
      { ce_source: 'https://example.org' },
      /ce_source to be \/throughgate\/prisons, since only prisons speaks here/,
    ],
    ['no type', { ce_type: '' }, /ce_type to be an event type/],
    ['a subject without id', { ce_subject: 'Prisoner/' }, /ce_subject to be <GraphQL type>\/<id>/],
    ['a time that is no RFC 3339', { ce_time: '2 March 2026' }, /ce_time to be an RFC 3339 date-time/],
    ['a day that does not exist', { ce_recordedat: '2026-13-01T00:00:00Z' }, /ce_recordedat/],
    ['version 0', { ce_sequence: '000' }, /ce_sequence to be a version from 1/],
    [
      'another partition key',
      { ce_partitionkey: 'Y1' },
      /ce_partitionkey to be the record's key "X320741", found "Y1"/,
    ],
    ['a day that no month has', { ce_time: '2026-02-30T00:00:00Z' }, /ce_time to be an RFC 3339 date-time/],
    ['another content type', { 'content-type': 'text/xml' }, /content-type to be application\/json/],
    ['another charset', { 'content-type': 'application/json; charset=iso-8859-1' }, /in UTF-8/],
    ['the source of another agency', { ce_source: '/throughgate/housing' }, /only prisons speaks here/],
    ['the source of the registry', { ce_source: '/throughgate/registry' }, /only prisons speaks here/],
  ])('with %s are refused, saying what was expected', (_, headers, message) => {
    const written = toLogRecord(topic, changeEvent());
    const read = () => fromLogRecord({ ...written, headers: { ...written.headers, ...headers } });
    expect(read).toThrow(MalformedEventError);
    expect(read).toThrow(message);
  });

  test.each([
    ['no value', null],
    ['half a JSON text', Buffer.from('{"a":')],
    ['a JSON list', Buffer.from('[]')],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0])],
  ])('with %s are refused', (_, value) => {
    expect(() => fromLogRecord({ ...toLogRecord(topic, changeEvent()), value })).toThrow(MalformedEventError);
  });

  test('without a key, or with one that PostgreSQL cannot hold or that is no UTF-8, are refused', () => {
    const written = toLogRecord(topic, changeEvent());
    for (const key of [null, '', 'a\0b', Buffer.from([0x41, 0xe9]).toString()]) {
      expect(() => fromLogRecord({ ...written, key })).toThrow(/record's key/);
    }
  });

  test('with a value of which one byte is no UTF-8 are refused, not changed', () => {
    const value = Buffer.from('{"name":"Ren\xe9"}', 'latin1');
    expect(() => fromLogRecord({ ...toLogRecord(topic, changeEvent()), value })).toThrow(/no UTF-8/);
  });

  test.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
    'are read with the content type %s',
    (type) => {
      const written = toLogRecord(topic, changeEvent());
      fromLogRecord({ ...written, headers: { ...written.headers, 'content-type': type } });
    },
  );

  test('are told all that is wrong with them at once', () => {
    const record = { topic, key: null, headers: { ce_id: '17', ce_type: 'x' }, value: Buffer.from('[]') };
    const error = (() => {
      try {
        return fromLogRecord(record);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toMatchObject({
      name: 'MalformedEventError',
      faults: [
        'expected header ce_specversion to be 1.0, found none',
        'expected header ce_id to be a UUID, found "17"',
        'expected header ce_source to be /throughgate/prisons, since only prisons speaks here, found none',
        'expected header ce_subject to be <GraphQL type>/<id>, found none',
        'expected header ce_time to be an RFC 3339 date-time, found none',
        'expected header ce_recordedat to be an RFC 3339 date-time, found none',
        'expected header ce_sequence to be a version from 1, found none',
        "expected the record's key to be the file's id, found none",
        'expected header content-type to be application/json, in UTF-8, found none',
        'expected the value to be a JSON object, found a list',
      ],
    });
  });

  test('of which several things are wrong become one dead letter that says so', () => {
    const written = toLogRecord(topic, changeEvent());
    const headers = { ...written.headers, ce_id: 'x', ce_sequence: '0' };
    expect(() => fromLogRecord({ ...written, headers })).toThrow(
      'expected header ce_id to be a UUID, found "x"; expected header ce_sequence to be a version from 1, found "0"',
    );
  });
});

describe('an envelope', () => {
  test('is read from attributes however they came, whoever speaks when nobody is named', () => {
    const given = {
      specversion: '1.0',
      id: '0199A3C0-0000-7000-8000-000000000001',
      source: '/throughgate/housing',
      type: 'housing.tenancy.started',
      subject: 'Tenancy/7/a',
      time: '2026-03-02T09:30:00.5+01:00',
      recordedat: '2026-03-02T09:30:01Z',
      sequence: '12',
      partitionkey: 'H-7',
      datacontenttype: 'application/json',
    };
    expect(readEnvelope(given)).toEqual({
      envelope: {
        id: '0199a3c0-0000-7000-8000-000000000001',
        agency: 'housing',
        type: 'housing.tenancy.started',
        key: 'H-7',
        version: 12,
        subject: { type: 'Tenancy', id: '7/a' },
        occurredAt: new Date('2026-03-02T08:30:00.500Z'),
        recordedAt: new Date('2026-03-02T09:30:01Z'),
      },
      faults: [],
    });
    expect(readEnvelope(given, 'housing').faults).toEqual([]);
    expect(readEnvelope({ ...given, id: undefined }, 'prisons').faults).toEqual([
      { attribute: 'id', expected: 'a UUID', found: undefined },
      {
        attribute: 'source',
        expected: '/throughgate/prisons, since only prisons speaks here',
        found: '/throughgate/housing',
      },
    ]);
  });
});
