import { backoff, createTroubleLog, pause } from '@throughgate/service';
import type { Kafka } from 'kafkajs';
import type { Logger } from 'pino';
import type { Following, FollowOptions } from '../log/event-log.ts';
import { beginningOf, createFollowProgress } from '../log/follow-progress.ts';
import { within } from '../support/within.ts';
import { fetchBounds } from './fetch-bounds.ts';
import {
  createKafkaCluster,
  type FetchedPartition,
  type KafkaCluster,
  readBatch,
  readCommitted,
} from './kafka-cluster.ts';
import { failureOf, readMessage } from './read-message.ts';
import { findReadableTopics } from './readable-topics.ts';

/** What {@link startKafkaFollower} starts. */
export interface KafkaFollowerOptions extends FollowOptions {
  readonly kafka: Kafka;
  readonly logger: Logger;
}

/**
 * Longest that a fetch waits for records, in milliseconds: what a reader may be sure of is as old as that. A record that comes
 * is answered at once.
 */
const maxWait = 100;
/**
 * Milliseconds from one fetch to the next while records keep coming: what comes meanwhile is fetched together, since a fetch names all
 * partitions, whether or not they have anything. A record that comes after a pause is answered at once.
 */
const pace = 25;
/** Milliseconds between looks for topics that could not be read, and for partitions that moved. */
const lookEvery = 2_000;
/** Milliseconds that a follower that is stopped waits for a fetch that is not answered. */
const stopGrace = 1_000;

interface Place {
  readonly topic: string;
  readonly partition: number;
}

/**
 * Starts a reader of the Kafka log: it fetches from the leaders of its partitions, with no group, and so needs no right to
 * one, leaves nothing behind, and tells nobody how far it is.
 *
 * Each broker is asked on its own. Whatever is wrong with one ends all, and they are begun anew with fresh metadata after a
 * pause; a partition that the broker refuses is left out until then, and the others go on.
 */
export function startKafkaFollower(options: KafkaFollowerOptions): Following {
  const { kafka, topics, batchSize = 500 } = options;
  const logger = options.logger.child({ follows: topics });
  const progress = createFollowProgress(options, logger);
  const stopping = new AbortController();
  const troubles = createTroubleLog(logger, {
    began: 'the event log is not followed; trying again',
    ended: 'the event log is followed again',
  });
  const refusals = createTroubleLog(logger, {
    began: 'a topic or partition cannot be followed; the others are',
    ended: 'the topic or partition is followed again',
  });
  /** Whether partitions that are found from now on are new, and so begin at their first record. */
  let begun = false;
  let failures = 0;
  /** When partitions that the broker refused are asked for again. */
  const resting = new Map<string, number>();
  const ended = run();
  let stopped: Promise<void> | undefined;

  return {
    state: progress.state,
    positions: progress.positions,
    stop() {
      stopping.abort();
      stopped ??= within(stopGrace, ended).then(() => undefined);
      return stopped;
    },
  };

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const cluster = createKafkaCluster(kafka);
      try {
        await followOn(cluster);
      } catch (error) {
        if (stopping.signal.aborted) break;
        failures += 1;
        progress.trouble(troubles.report('log', error).reason);
      } finally {
        await cluster.disconnect().catch((error: unknown) => logger.debug({ err: error }, 'disconnecting'));
      }
      if (failures > 0) await pause(backoff(failures), stopping.signal);
    }
    progress.trouble('stopped');
  }

  /** Follows what can be read now; returns when that should be looked at anew. */
  async function followOn(cluster: KafkaCluster): Promise<void> {
    const { readable, refused } = await findReadableTopics(kafka, topics);
    for (const topic of topics) {
      const why = refused.get(topic);
      // One that does not exist has nothing to read.
      if (why === undefined || /does not host this topic/.test(why)) refusals.over(topic);
      else refusals.report(topic, why, { topic });
    }
    await cluster.connect();
    const places = readable.length === 0 ? [] : await placesOf(cluster, readable);
    begun = true;
    const brokers = Map.groupBy(places, ({ leader }) => String(leader));
    const looking = new AbortController();
    const over = AbortSignal.any([stopping.signal, looking.signal]);
    // Where all can be read, nothing changes without an error of a fetch.
    if (refused.size > 0) void untilReadable([...refused.keys()], over).then(() => looking.abort());
    const hadAll = new Map<string, number>(
      [...brokers.keys()].map((node) => [node, Number.NEGATIVE_INFINITY]),
    );
    const tell = (node: string, moment: number) => {
      hadAll.set(node, moment);
      progress.caughtUp(Math.min(...hadAll.values()));
      failures = 0;
      troubles.over('log');
      progress.trouble([...refusals.all.values()][0]?.reason);
    };
    try {
      if (brokers.size === 0) {
        progress.caughtUp(performance.now());
        progress.trouble([...refusals.all.values()][0]?.reason);
        await pause(lookEvery, over);
      }
      await Promise.all([...brokers].map(([node, of]) => followBroker(node, of)));
    } finally {
      looking.abort();
    }

    async function followBroker(node: string, of: readonly Place[]): Promise<void> {
      try {
        while (!over.aborted) {
          const moment = performance.now();
          if (await fetchOnce(cluster, node, of, over)) tell(node, moment);
          const early = moment + pace - performance.now();
          if (early > 0) await pause(early, over);
        }
      } finally {
        looking.abort();
      }
    }
  }

  /** Resolves when one of these topics can be read, or when it is over. */
  async function untilReadable(refused: readonly string[], over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      await pause(lookEvery, over);
      if (over.aborted) return;
      try {
        if ((await findReadableTopics(kafka, refused)).readable.length > 0) return;
      } catch (error) {
        // The brokers do not answer, which the fetches notice.
        logger.debug({ err: error }, 'topics that could not be read were not looked at');
      }
    }
  }

  /** The partitions of topics with their leaders; those that are met first are given their beginnings. */
  async function placesOf(cluster: KafkaCluster, readable: readonly string[]) {
    await cluster.addMultipleTargetTopics(readable);
    const places = readable.flatMap((topic) =>
      cluster
        .findTopicPartitionMetadata(topic)
        .map(({ partitionId, leader }) => ({ topic, partition: partitionId, leader })),
    );
    const unplaced = places.filter(
      ({ topic, partition }) => progress.positionOf(topic, partition) === undefined,
    );
    if (unplaced.length === 0) return places;
    const [firsts, ends] = await Promise.all([
      readOffsets(cluster, unplaced, true),
      readOffsets(cluster, unplaced, false),
    ]);
    for (const { topic, partition } of unplaced) {
      const name = nameOf({ topic, partition });
      const [first, end] = [firsts.get(name) ?? 0n, ends.get(name) ?? 0n];
      const from = begun ? 'start' : options.from;
      progress.place(topic, partition, beginningOf({ ...options, from }, { topic, partition, first, end }));
    }
    return places;
  }

  /** Asks a broker for what comes next; tells whether that was all that it had when it was asked. */
  async function fetchOnce(
    cluster: KafkaCluster,
    node: string,
    of: readonly Place[],
    over: AbortSignal,
  ): Promise<boolean> {
    const now = performance.now();
    const awake = of.filter((place) => (resting.get(nameOf(place)) ?? 0) <= now);
    if (awake.length === 0) {
      await pause(maxWait, over);
      return false;
    }
    await cluster.refreshMetadataIfNecessary();
    const broker = await cluster.findBroker({ nodeId: node });
    const wanted = [...Map.groupBy(awake, ({ topic }) => topic)].map(([topic, places]) => ({
      topic,
      partitions: places.map(({ partition }) => ({
        partition,
        fetchOffset: String(progress.positionOf(topic, partition) ?? 0n),
        maxBytes: fetchBounds.maxBytesPerPartition,
      })),
    }));
    let fetched: Awaited<ReturnType<typeof broker.fetch>>;
    try {
      fetched = await broker.fetch({
        maxWaitTime: maxWait,
        minBytes: 1,
        maxBytes: fetchBounds.maxBytes,
        isolationLevel: readCommitted,
        topics: wanted,
      });
    } catch (error) {
      if (!isOutOfRange(error)) throw error;
      await beginAgain(cluster, error);
      return false;
    }
    let all = awake.length === of.length;
    for (const { topicName: topic, partitions } of fetched.responses) {
      for (const partition of partitions) {
        if (over.aborted) return false;
        all = handOver(topic, partition) && all;
      }
    }
    return all;
  }

  /** Hands over what was fetched of one partition; tells whether it has no more. */
  function handOver(topic: string, fetched: FetchedPartition): boolean {
    const { partition, highWatermark, lastStableOffset } = fetched;
    const place = { topic, partition };
    const batch = readBatch(topic, String(progress.positionOf(topic, partition) ?? 0n), fetched);
    const failed = batch.messages.findIndex((message) => failureOf(message) !== undefined);
    const messages = failed === -1 ? batch.messages : batch.messages.slice(0, failed);
    for (let start = 0; start < messages.length; start += batchSize) {
      const piece = messages.slice(start, start + batchSize);
      progress.handOver(piece.map((one) => readMessage(one, topic, partition)));
    }
    const failing = batch.messages[failed];
    const failure = failing && failureOf(failing);
    if (failure) {
      const { attempts } = refusals.report(nameOf(place), failure, place);
      resting.set(nameOf(place), performance.now() + backoff(attempts));
      progress.trouble(`partition ${partition} of topic ${topic}: ${failure.message}`);
      return false;
    }
    refusals.over(nameOf(place));
    // Behind the last record there may be others that are only the broker's.
    if (!batch.isEmptyIncludingFiltered()) {
      const next = BigInt(batch.lastOffset()) + 1n;
      if (next > (progress.positionOf(topic, partition) ?? 0n)) progress.place(topic, partition, next);
    }
    const end = BigInt(lastStableOffset ?? highWatermark);
    return (progress.positionOf(topic, partition) ?? 0n) >= end;
  }

  /** A position that the log no longer has, or not any more: records are lost to us, or the topic was made anew. */
  async function beginAgain(cluster: KafkaCluster, place: Place): Promise<void> {
    const { topic, partition } = place;
    const first = (await readOffsets(cluster, [place], true)).get(nameOf(place)) ?? 0n;
    const position = progress.positionOf(topic, partition);
    logger.warn(
      { topic, partition, position: String(position), first: String(first) },
      'the log has no record at this position any more; following goes on at its first',
    );
    progress.place(topic, partition, first);
  }
}

async function readOffsets(
  cluster: KafkaCluster,
  places: readonly Place[],
  fromBeginning: boolean,
): Promise<Map<string, bigint>> {
  const wanted = [...Map.groupBy(places, ({ topic }) => topic)].map(([topic, of]) => ({
    topic,
    partitions: of.map(({ partition }) => ({ partition })),
    fromBeginning,
  }));
  const found = await cluster.fetchTopicsOffset(wanted);
  return new Map(
    found.flatMap(({ topic, partitions }) =>
      partitions.map(({ partition, offset }) => [nameOf({ topic, partition }), BigInt(offset)] as const),
    ),
  );
}

function nameOf({ topic, partition }: Place): string {
  return `${topic}/${partition}`;
}

function isOutOfRange(error: unknown): error is Error & Place {
  return error instanceof Error && error.name === 'KafkaJSOffsetOutOfRange' && 'topic' in error;
}
