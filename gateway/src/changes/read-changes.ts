import { valueAt } from '@throughgate/contracts/value-at';
import { fromLogRecord, type LogRecord, MalformedEventError } from '@throughgate/events';
import { agencyOf } from '@throughgate/events/topic';
import type { Change } from './change.ts';
import { type EntityKeys, keyForPath } from './entity-keys.ts';
import type { EventMeaning, EventMeanings } from './event-meanings.ts';

/** Why a record says nothing of any entity. */
export type Skipped = 'unreadable' | 'malformed' | 'unknown type' | 'no key' | 'oversized';

/** What a record says: changes, or why there are none. */
export type ReadRecord =
  | { readonly changes: readonly Change[]; readonly skipped?: never }
  | { readonly changes: readonly []; readonly skipped: Skipped };

/**
 * Most bytes of an event whose data are read. Of a larger one the entity is taken from its envelope, which names the record that
 * the event is about.
 */
const mostBytes = 1024 * 1024;

/**
 * Reads what a record of an agency's topic says of entities, by the published event contracts: that of the entity which the
 * event is about, and of those that stand for its file. A record with a key and no value tells that the file is erased. Raises
 * nothing.
 */
export function readChanges(record: LogRecord, meanings: EventMeanings, keys: EntityKeys): ReadRecord {
  if (record.unreadable) return nothing('unreadable');
  const { topic, partition, offset } = record;
  const place = { topic, partition, offset };
  if (record.value === null || record.value.length === 0) return erasure(record, meanings, keys);
  const event = read(record);
  if (event === undefined) return nothing('malformed');
  const { agency, type, id, key: file, version, recordedAt, subject, data } = event;
  const meaning = meanings.of(agency, type);
  if (!meaning) return nothing('unknown type');
  const { about } = meaning;
  const common = {
    type,
    id,
    agency,
    file,
    about,
    ...place,
    time: recordedAt.getTime(),
    version,
    erased: false,
  };
  const value = data === undefined ? subject.id : valueAt(data, meaning.path);
  const own = entityAt(meaning, value, keys);
  const found = new Map<string, Change>();
  if (own) found.set(own.entity, { ...common, ...own });
  for (const whole of meanings.filesOf(agency, about)) {
    if (found.has(whole.entity)) continue;
    if (data !== undefined && valueAt(data, whole.path) !== file) continue;
    const entity = entityAt(whole, file, keys);
    if (entity) found.set(entity.entity, { ...common, ...entity });
  }
  if (found.size > 0) return { changes: [...found.values()] };
  return nothing(data === undefined ? 'oversized' : 'no key');
}

/** The event of a record, without its data where they are too large to be read. */
function read(record: LogRecord) {
  const tooLarge = (record.value?.length ?? 0) > mostBytes;
  try {
    const { data, ...envelope } = fromLogRecord(tooLarge ? { ...record, value: Buffer.from('{}') } : record);
    return { ...envelope, data: tooLarge ? undefined : data };
  } catch (error) {
    if (error instanceof MalformedEventError) return undefined;
    throw error;
  }
}

function erasure(record: LogRecord, meanings: EventMeanings, keys: EntityKeys): ReadRecord {
  const { topic, partition, offset, key: file, headers } = record;
  const agency = agencyOf(topic);
  if (agency === undefined || file === null) return nothing('malformed');
  const common = { type: headers['ce_type'] ?? '', id: headers['ce_id'] ?? '', agency, file };
  const rest = { topic, partition, offset, time: Date.now(), version: 0, erased: true };
  const changes = (['person', 'register'] as const).flatMap((about) =>
    meanings.filesOf(agency, about).flatMap((whole) => {
      const entity = entityAt(whole, file, keys);
      return entity ? [{ ...common, about, ...rest, ...entity }] : [];
    }),
  );
  return changes.length > 0 ? { changes } : nothing('no key');
}

function entityAt({ entity, path }: EventMeaning, value: unknown, keys: EntityKeys) {
  const key = keyForPath(keys.get(entity), path);
  if (!key || (typeof value !== 'string' && typeof value !== 'number')) return undefined;
  return { entity, key: { [key.field]: String(value) } };
}

function nothing(skipped: Skipped): ReadRecord {
  return { changes: [], skipped };
}
