import type { LogRecord, NewLogRecord } from '../log/event-log.ts';
import type { ChangeEvent } from './change-event.ts';
import { MalformedEventError } from './malformed-event-error.ts';
import {
  type Envelope,
  type EnvelopeAttribute,
  type EnvelopeFault,
  readEnvelope,
  shown,
  sourceOf,
} from './read-envelope.ts';
import { agencyOf } from './topic-of.ts';

// The mapping of the CloudEvents 1.0.2 Kafka protocol binding, binary content mode, is written out here: the
// `cloudevents` package makes about 60,000 conversions a second before any JSON is read or written, and
// validates less. The tests hold both to the same records.

/** Sequences are padded so that they also sort as text, as the CloudEvents sequence extension asks. */
const sequenceDigits = 12;

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
      ce_source: sourceOf(event.agency),
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

/** Events that were read, by their records: several in a process may be handed the same record. */
const known = new WeakMap<object, ChangeEvent>();

/**
 * Reads the event that a record carries, once for each record object, whoever asks: nobody may change the event. The topic says who speaks: on `throughgate.<agency>.changes.v1` an event of
 * any other agency is at fault.
 * Raises {@link MalformedEventError}, naming all that was expected and what was found, for anything that
 * {@link toLogRecord} or another CloudEvents producer that keeps this envelope could not have written.
 */
export function fromLogRecord(record: Pick<LogRecord, 'topic' | 'key' | 'headers' | 'value'>): ChangeEvent {
  const event = known.get(record) ?? readRecord(record);
  known.set(record, event);
  return event;
}

function readRecord(record: Pick<LogRecord, 'topic' | 'key' | 'headers' | 'value'>): ChangeEvent {
  const { topic, key, headers, value } = record;
  const given = headers['ce_partitionkey'];
  const reading = readEnvelope(
    {
      specversion: headers['ce_specversion'],
      id: headers['ce_id'],
      source: headers['ce_source'],
      type: headers['ce_type'],
      subject: headers['ce_subject'],
      time: headers['ce_time'],
      recordedat: headers['ce_recordedat'],
      sequence: headers['ce_sequence'],
      // The binding has it repeat the record's key, which is what counts.
      partitionkey: key ?? undefined,
      datacontenttype: headers['content-type'],
    },
    agencyOf(topic),
  );
  const faults = reading.faults.map(inWords);
  if (given !== undefined && key !== null && given !== key) {
    faults.push(
      `expected header ce_partitionkey to be the record's key ${shown(key)}, found ${shown(given)}`,
    );
  }
  const { data, fault } = readData(value);
  if (fault !== undefined) faults.push(fault);
  if (faults.length > 0 || !reading.envelope || !data) throw new MalformedEventError(faults);
  return { ...reading.envelope, data };
}

function inWords({ attribute, expected, found }: EnvelopeFault): string {
  return `expected ${placeOf(attribute)} to be ${expected}, found ${shown(found)}`;
}

function placeOf(attribute: EnvelopeAttribute): string {
  if (attribute === 'partitionkey') return "the record's key";
  return `header ${attribute === 'datacontenttype' ? 'content-type' : `ce_${attribute}`}`;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function readData(value: Buffer | null): { data?: Record<string, unknown>; fault?: string } {
  let text: string;
  try {
    text = utf8.decode(value ?? undefined);
  } catch {
    return { fault: 'expected the value to be JSON in UTF-8, found bytes that are no UTF-8' };
  }
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return { fault: `expected the value to be JSON${text === '' ? ', found none' : ''}` };
  }
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return {
      fault: `expected the value to be a JSON object, found ${Array.isArray(data) ? 'a list' : typeof data}`,
    };
  }
  return { data: data as Record<string, unknown> };
}
