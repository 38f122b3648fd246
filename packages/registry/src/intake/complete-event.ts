import { createHash } from 'node:crypto';
import { type EventContract, identifierKinds, valueAt } from '@throughgate/contracts';
import {
  type ChangeEvent,
  type EnvelopeFault,
  type NewLogRecord,
  readEnvelope,
  toLogRecord,
  topicOf,
} from '@throughgate/events';
import { dataFaults, isStorable } from './data-faults.ts';
import { attributeFault, type EventFault } from './event-fault.ts';
import type { GivenEvent } from './given-event.ts';
import type { ReceivableType } from './receivable-type.ts';

/** An event that keeps its contract, with whatever its sender left out and the contract tells. */
export interface CompleteEvent {
  readonly id: string;
  readonly key: string;
  /** Version of the file, where the sender said it. */
  readonly version: number | undefined;
  /** When it happened, where the sender said it. */
  readonly occurredAt: Date | undefined;
  /** When the agency recorded it, where the sender said it. */
  readonly recordedAt: Date | undefined;
  /** SHA-256 of what was sent: two are equal when they say the same, in whichever content mode. */
  readonly digest: Buffer;
  /** The event as it stands on the log. */
  toEvent(settled: Settled): ChangeEvent;
  /** The record that is appended. */
  toRecord(settled: Settled): NewLogRecord;
}

/** What is settled when an event is taken. */
export interface Settled {
  readonly version: number;
  readonly occurredAt: Date;
  readonly recordedAt: Date;
}

/** Most bytes of an attribute, in UTF-8: some are keys of indexes, and all are headers on the log. */
const attributeLimit = 1_000;
/** Most bytes of the data of one event, as JSON. */
export const dataLimit = 1024 * 1024;

/** Attributes that the envelope has; all others are extensions, which go on the log as they came. */
const ownAttributes: ReadonlySet<string> = new Set([
  'specversion',
  'id',
  'source',
  'type',
  'subject',
  'time',
  'recordedat',
  'sequence',
  'partitionkey',
  'dataschema',
  'datacontenttype',
]);

/**
 * Completes and checks an event of `agency`: what was left out comes from the data and the published contract; what was
 * given must agree with them. Gives the event, or everything that is wrong with it.
 */
export function completeEvent(
  agency: string,
  types: ReadonlyMap<string, ReceivableType>,
  { attributes, data, faults: unread }: GivenEvent,
): CompleteEvent | readonly EventFault[] {
  // Of what is no object there is nothing else to say.
  if (unread.some(({ pointer }) => pointer === '')) return unread;
  const faults: EventFault[] = [...unread];
  const isUnread = (name: string) => unread.some(({ pointer }) => pointer === `/${name}`);
  for (const [name, text] of attributes) {
    if (Buffer.byteLength(text) > attributeLimit) {
      faults.push(attributeFault(name, `must not be longer than ${attributeLimit} bytes`));
    } else if (!isStorable(text)) {
      faults.push(attributeFault(name, 'holds a character that is none (NUL, or half a surrogate pair)'));
    }
  }

  const type = types.get(attributes.get('type') ?? '');
  const derived = deriveFrom(data, type?.contract);
  const sequence = attributes.get('sequence') ?? derived.sequence;
  const { envelope, faults: wrong } = readEnvelope(
    {
      ...Object.fromEntries(attributes),
      // What only the hub can settle is settled later: these stand for it, so that all else can be read.
      time: attributes.get('time') ?? soon,
      recordedat: attributes.get('recordedat') ?? soon,
      sequence: sequence ?? '1',
      subject: attributes.get('subject') ?? derived.subject ?? 'unknown/unknown',
      // Without data nobody can tell whether they would have said it.
      partitionkey:
        attributes.get('partitionkey') ?? derived.partitionkey ?? (isObject(data) ? undefined : '-'),
      datacontenttype: attributes.get('datacontenttype') ?? 'application/json',
    },
    agency,
  );
  for (const fault of wrong) {
    if (!faults.some(({ pointer }) => pointer === `/${fault.attribute}`)) faults.push(envelopeFault(fault));
  }
  for (const [name, expected] of [
    ['subject', derived.subject],
    ['dataschema', type?.contract.schemaId],
  ] as const) {
    const found = attributes.get(name);
    if (found === undefined || expected === undefined || found === expected) continue;
    faults.push(
      attributeFault(name, `must be ${expected}, as the data and their contract say, or be left out`),
    );
  }
  if (!type && attributes.get('type')) faults.push(unknownType(agency, types, attributes.get('type')));
  const isOther = wrong.some(({ attribute }) => attribute === 'datacontenttype');
  const text = isOther || isUnread('data') || isUnread('data_base64') ? undefined : dataText(data, faults);
  if (type && text !== undefined) {
    for (const { pointer, message } of type.faults(data)) {
      faults.push({ code: 'HUB-C082', pointer: `/data${pointer}`, message });
    }
  }
  if (faults.length > 0 || !envelope || !type || text === undefined) return faults;

  const given = (name: 'time' | 'recordedat', value: Date) => (attributes.has(name) ? value : undefined);
  const occurredAt = given('time', envelope.occurredAt);
  const recordedAt = given('recordedat', envelope.recordedAt);
  const version = sequence === undefined ? undefined : envelope.version;
  const extensions = [...attributes].filter(([name]) => !ownAttributes.has(name)).sort();
  const toEvent = (settled: Settled): ChangeEvent => ({
    ...envelope,
    ...settled,
    data: data as Record<string, unknown>,
  });
  return {
    id: envelope.id,
    key: envelope.key,
    version,
    occurredAt,
    recordedAt,
    digest: createHash('sha256')
      .update(
        JSON.stringify([
          envelope.type,
          envelope.key,
          version ?? null,
          occurredAt ?? null,
          recordedAt ?? null,
          extensions,
          canonical(data),
        ]),
      )
      .digest(),
    toEvent,
    toRecord(settled) {
      const record = toLogRecord(topicOf(agency), toEvent(settled));
      const headers = Object.fromEntries(extensions.map(([name, value]) => [`ce_${name}`, value]));
      return { ...record, headers: { ...headers, ...record.headers } };
    },
  };
}

/** Any moment: it stands for one that is settled later. */
const soon = '2000-01-01T00:00:00Z';
const noKey =
  'left out, it is taken from the data: from the one identifier at their top (`crn`, …), else the one in `person`';

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function envelopeFault({ attribute, expected, found }: EnvelopeFault): EventFault {
  const isForeign = attribute === 'source' && found !== undefined;
  const was = found === undefined ? 'is missing' : `is ${JSON.stringify(found)}`;
  const help = attribute === 'partitionkey' && found === undefined ? `; ${noKey}` : '';
  return {
    code: isForeign ? 'HUB-C083' : 'HUB-C080',
    pointer: `/${attribute}`,
    message: `must be ${expected}; it ${was}${help}`,
  };
}

function unknownType(
  agency: string,
  types: ReadonlyMap<string, ReceivableType>,
  found: string | undefined,
): EventFault {
  const published = types.size === 0 ? 'no event types' : [...types.keys()].join(', ');
  const message = `${JSON.stringify(found)} is not published: ${agency} publishes ${published}`;
  return { code: 'HUB-C081', pointer: '/type', message };
}

/** The data as JSON; `undefined`, with the reason among `faults`, for what cannot be the data of an event. */
function dataText(data: unknown, faults: EventFault[]): string | undefined {
  if (!isObject(data)) {
    const message = data === undefined ? 'is missing: the data, a JSON object' : 'must be a JSON object';
    faults.push({ code: 'HUB-C082', pointer: '/data', message });
    return undefined;
  }
  const found = dataFaults(data);
  faults.push(...found);
  if (found.length > 0) return undefined;
  const text = JSON.stringify(data);
  if (Buffer.byteLength(text) <= dataLimit) return text;
  faults.push({ code: 'HUB-C086', pointer: '/data', message: `must not be larger than ${dataLimit} bytes` });
  return undefined;
}

/** What data say of the envelope by their contract, and by how the hub’s events name the file’s key and version. */
function deriveFrom(data: unknown, contract: EventContract | undefined) {
  const id = contract && valueAt(data, contract.entity.key);
  const version = valueAt(data, 'version');
  return {
    subject: typeof id === 'string' || typeof id === 'number' ? `${contract?.entity.type}/${id}` : undefined,
    sequence: Number.isSafeInteger(version) && Number(version) > 0 ? String(version) : undefined,
    // An identifier in an entry of a register is somebody's, and not the entry's.
    partitionkey:
      contract?.about === 'register'
        ? undefined
        : (identifierIn(data) ?? identifierIn(valueAt(data, 'person.identifiers'))),
  };
}

/** The one identifier among the members of an object; `undefined` when there is none, or several. */
function identifierIn(value: unknown): string | undefined {
  const found = identifierKinds.map((kind) => valueAt(value, kind)).filter((one) => typeof one === 'string');
  return found.length === 1 ? found[0] : undefined;
}

/** A value with the members of every object in order, so that the same content gives the same text. */
function canonical(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(canonical);
  // As a list: an object would put members whose names are numbers first, and lose one named `__proto__`.
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return { members: members.map(([name, inner]) => [name, canonical(inner)]) };
}
