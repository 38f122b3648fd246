/**
 * One record of an event log, not yet understood: what a broker stores and hands out.
 * Headers and value follow the CloudEvents Kafka binding in binary mode.
 */
export interface LogRecord {
  readonly topic: string;
  readonly partition: number;
  /** Position within the partition; grows, and may have gaps. */
  readonly offset: bigint;
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer | null;
  /**
   * Why the log could not give the content of this record, and up to which offset of the partition that holds: whole
   * batches cannot be decompressed, for example. Then there is neither key nor headers nor value.
   */
  readonly unreadable?: Unreadable;
}

/** Says of records what was wrong with them. */
export interface Unreadable {
  readonly reason: string;
  /** The last of the records that cannot be read. */
  readonly lastOffset: bigint;
}

/** A record on its way to the log; the log chooses the partition from the key and gives the offset. */
export type NewLogRecord = Omit<LogRecord, 'partition' | 'offset' | 'unreadable'>;

/** Options of {@link EventLog.subscribe}. */
export interface SubscribeOptions {
  /** Consumers of one group share the partitions; each record goes to one of them. */
  readonly group: string;
  readonly topics: readonly string[];
  /** Most records handed over at once. @default 500 */
  readonly batchSize?: number;
  /**
   * Receives consecutive records of one partition, for the nth time in a row (`attempt`, from 1). The group's position
   * moves past them only after the promise resolves; when it rejects, the same records come again after a pause, and
   * other partitions go on meanwhile.
   */
  onBatch(records: readonly LogRecord[], attempt: number): Promise<void>;
}

/** A topic, or one of its partitions, that is not consumed at the moment; everything else is. */
export interface StandingStill {
  readonly topic: string;
  /** `undefined` when it is the whole topic. */
  readonly partition: number | undefined;
  readonly reason: string;
}

/** A running subscription. */
export interface Subscription {
  /**
   * Rejects with the reason while the consumer is not consuming (lost, crashed, not yet joined), and while a topic or
   * partition stands still, naming it: feeds readiness.
   */
  check(): Promise<void>;
  /** The topics and partitions that stand still, such as one to which the broker denies access. */
  standingStill(): readonly StandingStill[];
  /** Lets the batch at hand finish, then leaves the group. */
  stop(): Promise<void>;
}

/** A place in one partition: the offset of the next record that is wanted. */
export interface LogPosition {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}

/** Options of {@link EventLog.follow}. */
export interface FollowOptions {
  readonly topics: readonly string[];
  /**
   * Where reading begins: at the first record, behind the last one that is there when the log is first reached, or in
   * each partition at a position; one that is not named begins at its first record, and so do topics that come later.
   */
  readonly from: 'start' | 'end' | readonly LogPosition[];
  /**
   * How many records before that place to begin, in each partition, where there are so many. @default 0
   */
  readonly before?: number;
  /** Most records handed over at once. @default 500 */
  readonly batchSize?: number;
  /**
   * Receives consecutive records of one partition. The next are read when it returns; what it raises is logged, and these
   * records do not come again.
   */
  onRecords(records: readonly LogRecord[]): void;
}

/** How a reader of {@link EventLog.follow} stands at this moment. */
export interface FollowState {
  /** Whether it reads. Not before it has reached the log, and not while that is lost, or does not answer. */
  readonly following: boolean;
  /**
   * Milliseconds ago that it was last known to have all that was on the log, `Infinity` before it ever was: no record that
   * is older than this is missing.
   */
  readonly behindMs: number;
  /** Why it does not read, or what of it stands still. */
  readonly reason?: string;
}

/** A reader that follows the log, which no other reader sees. */
export interface Following {
  state(): FollowState;
  /** The next record of each partition, as far as they are known. */
  positions(): readonly LogPosition[];
  /** Hands nothing more over and closes the connection. Safe to call twice. */
  stop(): Promise<void>;
}

/** How far a group has come in one partition. */
export interface PartitionLag {
  readonly topic: string;
  readonly partition: number;
  /** Offset of the next record that the group will receive. */
  readonly position: bigint;
  /** Offset that the next record appended will get, or more. */
  readonly end: bigint;
}

/**
 * A log of events with topics and partitions: records with one key keep their order, everything is delivered
 * at least once. Two adapters implement it, Kafka and PostgreSQL, and pass one contract test suite.
 */
export interface EventLog {
  /** Creates what topics are missing. */
  ensureTopics(topics: readonly string[]): Promise<void>;
  /**
   * Appends records; resolves when all are stored durably, in the order given for each key. Raises `AppendError` when
   * some are not, which tells those that the log will never take from those to be tried again. A record that is refused
   * does not hold up those that follow it; trouble that passes does, in its lane.
   */
  append(records: readonly NewLogRecord[]): Promise<void>;
  /**
   * The lane of each key in a topic. Records of one lane share their fate; trouble in one lane need not stop another.
   * The same function comes as long as the lanes are the same. Rejects while the log is out of reach.
   */
  lanes(topic: string): Promise<(key: string | null) => number>;
  /**
   * Most bytes that a record of `topic` may have, as `recordBytes` counts them and as far as known: the log is not
   * waited for.
   */
  maxRecordBytes(topic: string): number;
  /** Starts a consumer at the group's position, or at the first record when the group is new. */
  subscribe(options: SubscribeOptions): Promise<Subscription>;
  /**
   * Follows topics by a reader of its own that belongs to no group and leaves nothing on the log: for what each process
   * must hear of. Returns at once and raises nothing: a log that cannot be reached is tried again and again, and the
   * reader goes on behind the last record that it handed over.
   */
  follow(options: FollowOptions): Following;
  /**
   * Has a group begin at these positions; partitions that are not named stay as they are. Its consumers must not have
   * started.
   */
  startAt(
    group: string,
    positions: readonly Pick<PartitionLag, 'topic' | 'partition' | 'position'>[],
  ): Promise<void>;
  /** How far `group` lags behind the end of each partition of `topics`; topics that do not exist are left out. */
  lag(group: string, topics: readonly string[]): Promise<readonly PartitionLag[]>;
  /** Forgets a group's positions; its consumers must have stopped. */
  deleteGroup(group: string): Promise<void>;
  /** Rejects with the reason while the log cannot be reached. */
  check(): Promise<void>;
  /** Stops all subscriptions and followers, and closes connections. */
  close(): Promise<void>;
}
