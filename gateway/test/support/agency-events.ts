import { eventContractsPublished, registryAgency } from '@throughgate/contracts/registry-events';
import { type EventLog, type NewLogRecord, toLogRecord, topicOf } from '@throughgate/events';

/** An event of an agency, as far as a test says; the rest is made up. */
export interface TestEvent {
  readonly type: string;
  /** Key of the file. */
  readonly key: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly subject?: { readonly type: string; readonly id: string };
  readonly version?: number;
}

const moment = new Date('2026-09-01T12:00:00Z');
const versions = new Map<string, number>();

/** The record by which an agency tells of a change. */
export function eventRecord(agency: string, event: TestEvent): NewLogRecord {
  const { type, key, data, subject = { type: 'Record', id: key } } = event;
  const version = event.version ?? (versions.get(`${agency} ${key}`) ?? 0) + 1;
  versions.set(`${agency} ${key}`, version);
  return toLogRecord(topicOf(agency), {
    ...{ id: crypto.randomUUID(), agency, type, key, version, subject, data },
    ...{ occurredAt: moment, recordedAt: moment },
  });
}

/** Has an agency tell of changes, as its relay would. */
export async function tellOf(log: EventLog, agency: string, ...events: readonly TestEvent[]): Promise<void> {
  await log.ensureTopics([topicOf(agency)]);
  await log.append(events.map((event) => eventRecord(agency, event)));
}

/** The schema of an event type, with no more than what says which entity it is about. */
export function contract(type: string, entity: string, key: string, about?: 'register') {
  const meaning = { entity: { type: entity, key }, title: 'Changed', ...(about ? { about } : {}) };
  return { type, schema: { 'x-throughgate': meaning } };
}

/** Has the registry publish the event types of an agency. */
export async function publishContracts(
  log: EventLog,
  agency: string,
  types: readonly ReturnType<typeof contract>[],
): Promise<void> {
  await tellOf(log, registryAgency, {
    type: eventContractsPublished.type,
    key: eventContractsPublished.keyOf(agency),
    data: { agency, types },
    subject: { type: 'EventContracts', id: agency },
  });
}
