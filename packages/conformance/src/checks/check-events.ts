import { randomUUID } from 'node:crypto';
import { type EventContract, eventContract, valueAt } from '@throughgate/contracts';
import { type ChangeEvent, type EventLog, fromLogRecord, type LogRecord, topicOf } from '@throughgate/events';
import type { EventSources } from '@throughgate/registry/client';
import { readEventSources } from '@throughgate/registry/event-sources';
import type { Find, Outcome } from '../report.ts';

/** Where a subgraph's events are and how they are described. */
export interface EventsToVerify {
  readonly log: EventLog;
  /** As published; `undefined` when the subgraph publishes no events. */
  readonly sources: EventSources | undefined;
  /** Most events that are read, the oldest first. @default 1000 */
  readonly limit?: number;
  /** Milliseconds within which they must be read. @default 60000 */
  readonly timeout?: number;
}

/** Most findings that are told. */
const mostTold = 20;
/** Milliseconds between looks at whether something of the topic cannot be read. */
const watchInterval = 500;

/**
 * Reads the first events of the subgraph's topic, as a consumer of its own that is forgotten afterwards, and checks
 * each one's envelope, its data against the published schema, and that the versions of each file have no gaps. The log is
 * as it was before.
 */
export async function checkEvents(
  find: Find,
  subgraph: string,
  { log, sources, limit = 1_000, timeout = 60_000 }: EventsToVerify,
  signal?: AbortSignal,
): Promise<Outcome> {
  const { records, stands } = await readFirst(log, topicOf(subgraph), limit, timeout, signal);
  if (records === undefined) return { skipped: `there is no topic ${topicOf(subgraph)}` };
  const findings = stands.map((reason) => find('HUB-C068', `${reason}.`));
  if (records.length === 0 && findings.length === 0)
    return { skipped: `there is no event on ${topicOf(subgraph)} yet` };
  const contracts = contractsOf(subgraph, sources);
  const versions = new Map<string, { version: number; id: string }>();
  for (const record of records) {
    const problem = problemOf(contracts, versions, record);
    if (problem === undefined || findings.length === mostTold) continue;
    const { topic, partition, offset } = record;
    // Where it is, and not whose: findings end up in logs of CI jobs.
    const message = `The event at ${topic}/${partition}/${offset} ${problem}.`;
    findings.push(find('HUB-C068', message, typeOf(record)));
  }
  return { findings, note: `${records.length} events of ${versions.size} files` };
}

function problemOf(
  contracts: ReadonlyMap<string, EventContract>,
  versions: Map<string, { version: number; id: string }>,
  record: LogRecord,
): string | undefined {
  if (record.unreadable) return `cannot be read: ${record.unreadable.reason}`;
  let event: ChangeEvent;
  try {
    event = fromLogRecord(record);
  } catch (error) {
    return `has no proper envelope: ${(error as Error).message}`;
  }
  const { version: last, id: lastId } = versions.get(event.key) ?? { version: 0, id: '' };
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
  const { types } = readEventSources(subgraph, sources, { isChecked: true });
  return new Map(types.map(({ type, schema }) => [type, eventContract(subgraph, type, schema)]));
}

interface FirstRecords {
  /** In order for each key; `undefined` when there is no such topic. */
  readonly records: readonly LogRecord[] | undefined;
  /** What could not be read, in words. */
  readonly stands: readonly string[];
}

/** The first records of a topic, and what of it cannot be read. */
async function readFirst(
  log: EventLog,
  topic: string,
  limit: number,
  timeout: number,
  signal: AbortSignal | undefined,
): Promise<FirstRecords> {
  const group = `throughgate-verify-${randomUUID()}`;
  let wanted: number;
  try {
    const partitions = await log.lag(group, [topic]);
    if (partitions.length === 0) return { records: undefined, stands: [] };
    const there = partitions.reduce((sum, { position, end }) => sum + end - position, 0n);
    wanted = Math.min(limit, Number(there));
  } catch (error) {
    return { records: [], stands: [`The topic cannot be read: ${(error as Error).message}`] };
  }
  const records: LogRecord[] = [];
  if (wanted === 0) return { records, stands: [] };
  const done = Promise.withResolvers<void>();
  const deadline = AbortSignal.timeout(timeout);
  const giveUp = AbortSignal.any(signal ? [signal, deadline] : [deadline]);
  const onAbort = () => done.resolve();
  giveUp.addEventListener('abort', onAbort, { once: true });
  let seen = 0;
  const subscription = await log.subscribe({
    group,
    topics: [topic],
    batchSize: Math.min(wanted, 500),
    async onBatch(batch) {
      for (const record of batch) {
        if (seen >= wanted) break;
        records.push(record);
        seen += record.unreadable ? Number(record.unreadable.lastOffset - record.offset) + 1 : 1;
      }
      if (seen >= wanted) done.resolve();
    },
  });
  const watch = setInterval(() => {
    if (subscription.standingStill().length > 0) done.resolve();
  }, watchInterval);
  try {
    await done.promise;
    signal?.throwIfAborted();
    const stands = subscription.standingStill().map(({ partition, reason }) => {
      const place = partition === undefined ? topic : `${topic}/${partition}`;
      return `The events at ${place} cannot be read: ${reason}`;
    });
    return { records, stands };
  } finally {
    clearInterval(watch);
    giveUp.removeEventListener('abort', onAbort);
    await subscription.stop();
    await log.deleteGroup(group);
  }
}
