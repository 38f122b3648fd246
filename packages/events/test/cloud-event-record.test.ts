import { CloudEvent, Kafka } from 'cloudevents';
import { describe, expect, test } from 'vitest';
import { fromLogRecord, MalformedEventError, toLogRecord, topicOf } from '../src/index.ts';
import { changeEvent } from './support/change-events.ts';

const topic = topicOf('prisons');

describe('change events on the log', () => {
  test('come back as they were written', () => {
    const event = changeEvent({
      version: 7,
      data: { text: 'naïve „quotes“', list: [1, null, { deep: true }] },
    });
    expect(fromLogRecord(toLogRecord(topic, event))).toEqual(event);
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
    expect(fromLogRecord({ key: String(written.key), headers, value })).toEqual(event);
  });

  test.each([
    ['another specversion', { ce_specversion: '0.3' }, /ce_specversion to be 1\.0, found "0\.3"/],
    ['an id that is no UUID', { ce_id: '17' }, /ce_id to be a UUID/],
    ['a foreign source', { ce_source: 'https://example.org' }, /ce_source to be \/throughgate\/<agency>/],
    ['no type', { ce_type: '' }, /ce_type to be an event type/],
    ['a subject without id', { ce_subject: 'Prisoner/' }, /ce_subject to be <GraphQL type>\/<id>/],
    ['a time that is no RFC 3339', { ce_time: '2 March 2026' }, /ce_time to be an RFC 3339 date-time/],
    ['a day that does not exist', { ce_recordedat: '2026-13-01T00:00:00Z' }, /ce_recordedat/],
    ['version 0', { ce_sequence: '000' }, /ce_sequence to be a version from 1/],
    ['another partition key', { ce_partitionkey: 'Y1' }, /ce_partitionkey to be the record's key X320741/],
    ['another content type', { 'content-type': 'text/xml' }, /content-type to be application\/json/],
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

  test('without a key, or with one that PostgreSQL cannot hold, are refused', () => {
    const written = toLogRecord(topic, changeEvent());
    for (const key of [null, '', 'a\0b']) {
      expect(() => fromLogRecord({ ...written, key })).toThrow(/record's key/);
    }
  });
});
