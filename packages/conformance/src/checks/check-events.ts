import { readEventTypes } from '@throughgate/checks';
import { type EventContract, eventContract, valueAt } from '@throughgate/contracts';
import { type ChangeEvent, type EventLog, fromLogRecord, type LogRecord, topicOf } from '@throughgate/events';
import type { EventSources } from '@throughgate/registry-client';
import { readNewest } from '../read-newest.ts';
import type { Find, Outcome } from '../report.ts';

/** Where a subgraph's events are and how they are described. */
export interface EventsToVerify {
  readonly log: EventLog;
  /** As published; `undefined` when the subgraph publishes no events. */
  readonly sources: EventSources | undefined;
  /** Most events that are read, the newest ones. @default 1000 */
  readonly limit?: number;
  /** Only events that were recorded from then on; up to a hundred times `limit` are looked through. @default any */
  readonly since?: Date | undefined;
  /** Milliseconds within which they must be read. @default 60000 */
  readonly timeout?: number;
}

/** Most findings that are told. */
const mostTold = 20;

/**
 * Reads the newest events of the subgraph's topic, as a consumer of its own that is forgotten afterwards, and checks
 * each one's envelope, its data against the published schema, and that the versions of each file have no gaps. The log is
 * as it was before.
 */
export async function checkEvents(
  find: Find,
  subgraph: string,
  { log, sources, limit = 1_000, since, timeout = 60_000 }: EventsToVerify,
  signal?: AbortSignal,
): Promise<Outcome> {
  const topic = topicOf(subgraph);
  const isWanted = since && ((record: LogRecord) => isRecordedFrom(since, record));
  const newest = await readNewest(log, topic, { limit, isWanted, timeout, signal });
  if (newest === undefined) return { skipped: `there is no topic ${topic} yet` };
  const { records, whole, total, stands } = newest;
  const findings = stands.map((reason) => find('HUB-C068', `${reason}.`));
  if (records.length === 0 && findings.length === 0) {
    return {
      skipped: total === 0 ? `there is no event on ${topic} yet` : `none of the events on ${topic} is so new`,
    };
  }
  const contracts = contractsOf(subgraph, sources);
  const versions = new Map<string, SeenVersion>();
  for (const record of records) {
    const problem = problemOf(
      contracts,
      versions,
      record,
      isWanted === undefined && whole.has(record.partition),
    );
    if (problem === undefined || findings.length === mostTold) continue;
    const { partition, offset } = record;
    // Where it is, and not whose: findings end up in logs of CI jobs.
    const message = `The event at ${topic}/${partition}/${offset} ${problem}.`;
    findings.push(find('HUB-C068', message, typeOf(record)));
  }
  const which = since
    ? ` since ${since.toISOString()}`
    : records.length < total
      ? `, the newest of ${total}`
      : '';
  return { findings, note: `${records.length} events of ${versions.size} files${which}` };
}

/** The last version of a file that was seen. */
interface SeenVersion {
  readonly version: number;
  readonly id: string;
}

/** Whether a record is of that time. What does not say its time is looked at too. */
function isRecordedFrom(since: Date, { headers }: LogRecord): boolean {
  const recorded = Date.parse(headers['ce_recordedat'] ?? headers['ce_time'] ?? '');
  return Number.isNaN(recorded) || recorded >= since.getTime();
}

function problemOf(
  contracts: ReadonlyMap<string, EventContract>,
  versions: Map<string, SeenVersion>,
  record: LogRecord,
  isWhole: boolean,
): string | undefined {
  if (record.unreadable) return `cannot be read: ${record.unreadable.reason}`;
  let event: ChangeEvent;
  try {
    event = fromLogRecord(record);
  } catch (error) {
    return `has no proper envelope: ${(error as Error).message}`;
  }
  // Of a file whose earlier events were not read the first may have any version.
  const first = { version: isWhole ? 0 : event.version - 1, id: '' };
  const { version: last, id: lastId } = versions.get(event.key) ?? first;
  versions.set(event.key, { version: Math.max(last, event.version), id: event.id });
  const contract = contracts.get(event.type);
  if (!contract) return `is of the type ${event.type}, which has no published schema`;
  const problem = contract.problem(event.data);
  if (problem !== undefined) return `breaks the schema of ${event.type}: ${problem}`;
  if (event.subject.type !== contract.entity.type) {
    return `has the subject ${event.subject.type}, but its schema says ${contract.entity.type}`;
  }
  if (String(valueAt(event.data, contract.entity.key)) !== event.subject.id) {
    return `names another record in \`ce_subject\` than in ${contract.entity.key}`;
  }
  // Delivery is at least once: an event that is there twice is no gap.
  const isRepeat = event.version <= last && event.id === lastId;
  if (event.version !== last + 1 && !isRepeat)
    return `has version ${event.version} of its file after ${last}`;
  return undefined;
}

function typeOf({ headers }: LogRecord): { coordinate?: string } {
  const type = headers['ce_type'];
  return type === undefined ? {} : { coordinate: type };
}

function contractsOf(subgraph: string, sources: EventSources | undefined): Map<string, EventContract> {
  if (!sources) return new Map();
  // They are published, and so passed the check of events; one that cannot be used shows as missing.
  const { types } = readEventTypes(subgraph, sources, { isChecked: true });
  return new Map(types.map(({ type, schema }) => [type, eventContract(subgraph, type, schema)]));
}
