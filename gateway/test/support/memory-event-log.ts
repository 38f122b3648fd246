import { registryAgency, supergraphPublished } from '@throughgate/contracts/registry-events';
import { type EventLog, type SubscribeOptions, topicOf } from '@throughgate/events';

/** An event log in memory, with what a gateway uses of one. */
export interface MemoryEventLog {
  readonly log: EventLog;
  /** Groups that consume now. */
  readonly groups: ReadonlySet<string>;
  /** Groups that were forgotten. */
  readonly deleted: readonly string[];
  /** Appends the event with which the registry tells of a new supergraph. */
  tellOfPublication(): Promise<void>;
  /** Appends an event of another type. */
  tellOfOther(): Promise<void>;
}

/** Creates an empty log. */
export function createMemoryEventLog(): MemoryEventLog {
  const subscribers = new Map<string, SubscribeOptions>();
  const deleted: string[] = [];
  const groups = new Set<string>();
  let offset = 0n;
  const log: EventLog = {
    async ensureTopics() {},
    async append() {},
    async subscribe(options) {
      subscribers.set(options.group, options);
      groups.add(options.group);
      return {
        async check() {},
        standingStill: () => [],
        async stop() {
          subscribers.delete(options.group);
          groups.delete(options.group);
        },
      };
    },
    lanes: async () => () => 0,
    maxRecordBytes: () => Number.MAX_SAFE_INTEGER,
    follow: () => ({
      state: () => ({ following: true, behindMs: 0 }),
      positions: () => [],
      async stop() {},
    }),
    async startAt() {},
    lag: async () => [],
    async deleteGroup(group) {
      deleted.push(group);
    },
    async check() {},
    async close() {},
  };
  return {
    log,
    groups,
    deleted,
    tellOfPublication: () => tell(supergraphPublished.type),
    tellOfOther: () => tell('registry.token.created'),
  };

  async function tell(type: string): Promise<void> {
    offset += 1n;
    const topic = topicOf(registryAgency);
    const record = {
      topic,
      partition: 0,
      offset,
      key: 'supergraph',
      headers: { ce_type: type },
      value: null,
    };
    for (const { topics, onBatch } of subscribers.values()) {
      if (topics.includes(topic)) await onBatch([record], 1);
    }
  }
}
