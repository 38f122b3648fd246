import { isAboutStatement } from '@throughgate/database';
import type pg from 'pg';
import type { LogRecord, NewLogRecord } from '../log/event-log.ts';
import { fetchRecords, type Wanted } from './fetch-records.ts';
import type { Partition } from './partitions.ts';
import { createRecentRecords } from './recent-records.ts';

/** Reads the log for all readers of a process: what several read, or what it appended itself, is fetched and unpacked once. */
export interface LogSource {
  /** Records of a partition from a position on, as many as `limit`, and fewer where they are large; none where the partition ends. */
  read(partition: Partition, position: bigint, limit: number): Promise<readonly LogRecord[]>;
  /** Keeps what this process appended, the first at an offset. */
  appended(partition: Partition, first: bigint, records: readonly NewLogRecord[]): void;
  /** Reads all anew. For whoever lost the database: a standby that takes over may lack the newest, and have others in their place. */
  forget(): void;
}

interface Asked extends Wanted, PromiseWithResolvers<readonly LogRecord[]> {}

/** Creates a {@link LogSource}. What is asked for in one turn of the event loop is one statement. */
export function createLogSource(pool: pg.Pool): LogSource {
  const recent = createRecentRecords();
  let asked = new Map<string, Asked>();
  return {
    async read(partition, position, limit) {
      return recent.from(partition.id, position, limit) ?? (await ask({ partition, position, limit }));
    },
    appended({ id, topic, number: partition }, first, records) {
      recent.keep(
        id,
        records.map(({ key, headers, value }, index) => ({
          topic,
          partition,
          offset: first + BigInt(index),
          key,
          headers,
          value,
        })),
      );
    },
    forget: recent.forget,
  };

  function ask(wanted: Wanted): Promise<readonly LogRecord[]> {
    const name = `${wanted.partition.id} ${wanted.position} ${wanted.limit}`;
    const already = asked.get(name);
    if (already) return already.promise;
    if (asked.size === 0) setImmediate(answer);
    const one: Asked = { ...wanted, ...Promise.withResolvers<readonly LogRecord[]>() };
    asked.set(name, one);
    return one.promise;
  }

  function answer(): void {
    const all = [...asked.values()];
    asked = new Map();
    void fetch(all);
  }

  async function fetch(all: readonly Asked[]): Promise<void> {
    try {
      const found = await fetchRecords(pool, all);
      all.forEach(({ partition, resolve }, index) => {
        const records = found[index] ?? [];
        recent.keep(partition.id, records);
        resolve(records);
      });
    } catch (error) {
      // What the database says of one partition concerns that one.
      if (all.length > 1 && isAboutStatement(error)) for (const one of all) void fetch([one]);
      else for (const { reject } of all) reject(error);
    }
  }
}
