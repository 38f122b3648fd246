import type { ChangeEvent } from './change-event.ts';

/** Everything of a {@link ChangeEvent} but its data. */
export type Envelope = Omit<ChangeEvent, 'data'>;

/** The attributes of a CloudEvent by their name in the specification, such as `id`; what is not given is missing. */
export type EnvelopeAttributes = Readonly<Partial<Record<EnvelopeAttribute, string | undefined>>>;

/** The attributes that a change event's envelope has for the hub; others may be there and are not looked at. */
export type EnvelopeAttribute = keyof typeof rules;

/** One thing that is wrong with an envelope. */
export interface EnvelopeFault {
  readonly attribute: EnvelopeAttribute;
  /** What was expected, to follow "expected … to be". */
  readonly expected: string;
  /** The text found; `undefined` when there is none. */
  readonly found: string | undefined;
}

/** What {@link readEnvelope} found: the envelope, or everything that is wrong with it. */
export type EnvelopeReading =
  | { readonly envelope: Envelope; readonly faults: readonly [] }
  | { readonly envelope?: never; readonly faults: readonly EnvelopeFault[] };

const sourcePrefix = '/throughgate/';

/** `ce_source` of an agency's events. */
export function sourceOf(agency: string): string {
  return sourcePrefix + agency;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const sourceForm = /^\/throughgate\/[a-z][a-z0-9-]*$/;
/** Neither empty, nor with what PostgreSQL's text cannot hold (NUL) or what stands for bytes that are no UTF-8. */
const textForm = /^[^\0\ufffd]+$/;
const subjectForm = /^[^/\0\ufffd]+\/[^\0\ufffd]+$/;
/** At most 15 digits, so that a version is exact as a number; at least 1. */
const versionForm = /^(?=.*[1-9])\d{1,15}$/;
/** RFC 3339 date-time, which `Date` would otherwise read more freely. */
const dateTime = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

interface Rule {
  readonly expected: string;
  readonly holds: (text: string) => boolean;
}

const moment: Rule = { expected: 'an RFC 3339 date-time', holds: isMoment };

const rules = {
  specversion: { expected: '1.0', holds: (text) => text === '1.0' },
  id: { expected: 'a UUID', holds: (text) => uuid.test(text) },
  source: { expected: '/throughgate/<agency>', holds: (text) => sourceForm.test(text) },
  type: { expected: 'an event type', holds: (text) => textForm.test(text) },
  subject: { expected: '<GraphQL type>/<id>', holds: (text) => subjectForm.test(text) },
  time: moment,
  recordedat: moment,
  sequence: { expected: 'a version from 1', holds: (text) => versionForm.test(text) },
  partitionkey: { expected: "the file's id", holds: (text) => textForm.test(text) },
  datacontenttype: { expected: 'application/json, in UTF-8', holds: isJson },
} as const satisfies Record<string, Rule>;

const attributes = Object.keys(rules) as EnvelopeAttribute[];

/**
 * Reads the envelope of a change event from the attributes of a CloudEvent, whichever way it came, and finds all that is
 * wrong with it at once. All attributes are required.
 *
 * `agency` is who speaks, known from the place where the event came in (the topic, the caller): an event of another
 * `source` is at fault. Without it every agency's events are taken.
 */
export function readEnvelope(given: EnvelopeAttributes, agency?: string): EnvelopeReading {
  const faults: EnvelopeFault[] = [];
  for (const attribute of attributes) {
    const found = given[attribute];
    const { expected, holds } = rules[attribute];
    if (attribute === 'source' && agency !== undefined) {
      const source = sourceOf(agency);
      if (found !== source) {
        faults.push({ attribute, expected: `${source}, since only ${agency} speaks here`, found });
      }
    } else if (found === undefined || !holds(found)) faults.push({ attribute, expected, found });
  }
  if (faults.length > 0) return { faults };
  const { id, source, type, subject, time, recordedat, sequence, partitionkey } =
    given as Required<EnvelopeAttributes> & Record<EnvelopeAttribute, string>;
  const slash = subject.indexOf('/');
  return {
    envelope: {
      id: id.toLowerCase(),
      agency: source.slice(sourcePrefix.length),
      type,
      key: partitionkey,
      version: Number(sequence),
      subject: { type: subject.slice(0, slash), id: subject.slice(slash + 1) },
      occurredAt: new Date(time),
      recordedAt: new Date(recordedat),
    },
    faults: [],
  };
}

function isMoment(text: string): boolean {
  const day = dateTime.exec(text)?.[1];
  if (day === undefined || Number.isNaN(Date.parse(text))) return false;
  // `Date` takes the 30th of February for a day in March; every month has 28.
  if (day.slice(-2) <= '28') return true;
  return new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);
}

/** Whether a media type is JSON, in UTF-8, as it must be and as it is when nothing is said. */
function isJson(text: string): boolean {
  if (text === 'application/json') return true;
  const [type, ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  return (
    type === 'application/json' &&
    parameters.every((one) => !one.startsWith('charset=') || /^charset="?utf-8"?$/.test(one))
  );
}

/** A short, printable form of something found in an event, which may be anything. */
export function shown(found: unknown): string {
  if (found === undefined || found === null) return 'none';
  const text = JSON.stringify(found);
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
