import type { LogRecord } from '../log/event-log.ts';
import { aboutBytes } from '../log/record-chunks.ts';

/** The newest records of partitions, as far as this process appended or read them, for those who read where the log ends. */
export interface RecentRecords {
  /** Keeps consecutive records of a partition, unless newer ones are kept that do not follow on from them. */
  keep(partitionId: number, records: readonly LogRecord[]): void;
  /** Records from an offset on, as many as `limit`; `undefined` where the record at that offset is not kept. */
  from(partitionId: number, offset: bigint, limit: number): readonly LogRecord[] | undefined;
  /** Keeps nothing that was kept so far. */
  forget(): void;
}

interface Kept {
  records: LogRecord[];
  bytes: number;
}

/** Most bytes kept of a partition, about: some tenths of a second of a busy one. */
const mostBytes = 128 * 1024;

/** Creates {@link RecentRecords} that hold nothing yet. */
export function createRecentRecords(): RecentRecords {
  const partitions = new Map<number, Kept>();
  return {
    keep(partitionId, given) {
      const [first] = given;
      // One that stands for several that cannot be read is asked for each time: it may have been mended.
      if (first === undefined || given.some(({ unreadable }) => unreadable)) return;
      const kept = partitions.get(partitionId) ?? { records: [], bytes: 0 };
      const end = endOf(kept.records);
      const behind = given.filter(({ offset }) => end === undefined || offset >= end);
      if (behind.length === 0) return;
      if (end !== undefined && behind[0]?.offset !== end) {
        kept.records = [];
        kept.bytes = 0;
      }
      for (const record of behind) {
        kept.records.push(record);
        kept.bytes += aboutBytes(record);
      }
      let left = 0;
      while (kept.bytes > mostBytes) {
        kept.bytes -= aboutBytes(kept.records[left] as LogRecord);
        left += 1;
      }
      if (left > 0) kept.records = kept.records.slice(left);
      partitions.set(partitionId, kept);
    },
    from(partitionId, offset, limit) {
      const records = partitions.get(partitionId)?.records ?? [];
      const [first] = records;
      if (first === undefined || offset < first.offset) return undefined;
      // Offsets of this log have no gaps.
      const start = Number(offset - first.offset);
      return start < records.length ? records.slice(start, start + limit) : undefined;
    },
    forget: () => partitions.clear(),
  };
}

function endOf(records: readonly LogRecord[]): bigint | undefined {
  const last = records.at(-1);
  return last && last.offset + 1n;
}
