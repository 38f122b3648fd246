import type { ChangeEvent } from './change-event.ts';
import type { LogRecord, NewLogRecord } from './event-log.ts';
import { MalformedEventError } from './malformed-event-error.ts';

// The mapping of the CloudEvents 1.0.2 Kafka protocol binding, binary content mode, is written out here: the
// `cloudevents` package makes about 60,000 conversions a second before any JSON is read or written, and
// validates less. The tests hold both to the same records.

/** Everything of a {@link ChangeEvent} but its data. */
export type Envelope = Omit<ChangeEvent, 'data'>;

const sourcePrefix = '/throughgate/';
/** Sequences are padded so that they also sort as text, as the CloudEvents sequence extension asks. */
const sequenceDigits = 12;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const sourceForm = /^\/throughgate\/[a-z][a-z0-9-]*$/;
const subjectForm = /^[^/\0]+\/[^\0]+$/;
/** At most 15 digits, so that a version is exact as a number; at least 1. */
const versionForm = /^(?=.*[1-9])\d{1,15}$/;
const jsonType = /^application\/json\s*(;|$)/i;
/** RFC 3339 date-time, which `Date` would otherwise read more freely. */
const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
/** The one character that PostgreSQL's text cannot hold. */
const nul = /\0/;

/** Writes an event as the record that is appended to `topic`. */
export function toLogRecord(topic: string, event: ChangeEvent): NewLogRecord {
  return toRecord(topic, event, Buffer.from(JSON.stringify(event.data)));
}

/** As {@link toLogRecord}, with the data already written as JSON. */
export function toRecord(topic: string, event: Envelope, value: Buffer): NewLogRecord {
  return {
    topic,
    key: event.key,
    headers: {
      ce_specversion: '1.0',
      ce_id: event.id,
      ce_source: sourcePrefix + event.agency,
      ce_type: event.type,
      ce_time: event.occurredAt.toISOString(),
      ce_subject: `${event.subject.type}/${event.subject.id}`,
      ce_dataschema: `urn:throughgate:events:${event.agency}:${event.type}:v1`,
      ce_recordedat: event.recordedAt.toISOString(),
      ce_sequence: String(event.version).padStart(sequenceDigits, '0'),
      ce_partitionkey: event.key,
      'content-type': 'application/json',
    },
    value,
  };
}

/**
 * Reads the event that a record carries.
 * Raises {@link MalformedEventError}, naming what was expected, for anything that {@link toLogRecord} or another
 * CloudEvents producer that keeps this envelope could not have written.
 */
export function fromLogRecord(record: Pick<LogRecord, 'key' | 'headers' | 'value'>): ChangeEvent {
  const { key, headers } = record;
  header(headers, 'ce_specversion', '1.0', (text) => text === '1.0');
  const id = header(headers, 'ce_id', 'a UUID', (text) => uuid.test(text));
  const source = header(headers, 'ce_source', '/throughgate/<agency>', (text) => sourceForm.test(text));
  const type = header(headers, 'ce_type', 'an event type', (text) => text !== '' && !nul.test(text));
  const subject = header(headers, 'ce_subject', '<GraphQL type>/<id>', (text) => subjectForm.test(text));
  const slash = subject.indexOf('/');
  if (key === null || key === '' || nul.test(key)) {
    throw new MalformedEventError(`expected the record's key to be the file's id, found ${shown(key)}`);
  }
  header(
    { ce_partitionkey: key, ...headers },
    'ce_partitionkey',
    `the record's key ${key}`,
    (text) => text === key,
  );
  const sequence = header(headers, 'ce_sequence', 'a version from 1', (text) => versionForm.test(text));
  return {
    id: id.toLowerCase(),
    agency: source.slice(sourcePrefix.length),
    type,
    key,
    version: Number(sequence),
    subject: { type: subject.slice(0, slash), id: subject.slice(slash + 1) },
    occurredAt: moment(headers, 'ce_time'),
    recordedAt: moment(headers, 'ce_recordedat'),
    data: dataOf(record),
  };
}

function moment(headers: LogRecord['headers'], name: string): Date {
  const isMoment = (text: string) => dateTime.test(text) && !Number.isNaN(Date.parse(text));
  return new Date(header(headers, name, 'an RFC 3339 date-time', isMoment));
}

function dataOf({ headers, value }: Pick<LogRecord, 'headers' | 'value'>): Record<string, unknown> {
  header(headers, 'content-type', 'application/json', (text) => jsonType.test(text));
  let data: unknown;
  try {
    data = JSON.parse(value?.toString('utf8') ?? '');
  } catch (error) {
    throw new MalformedEventError('expected the value to be JSON', { cause: error });
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    throw new MalformedEventError(`expected the value to be a JSON object, found ${shown(data)}`);
  }
  return data as Record<string, unknown>;
}

function header(
  headers: LogRecord['headers'],
  name: string,
  expected: string,
  holds: (text: string) => boolean,
): string {
  const text = headers[name];
  if (text !== undefined && holds(text)) return text;
  throw new MalformedEventError(`expected header ${name} to be ${expected}, found ${shown(text)}`);
}

/** A short, printable form of something found: records may hold anything. */
function shown(found: unknown): string {
  if (found === undefined || found === null) return 'none';
  const text = JSON.stringify(found);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
