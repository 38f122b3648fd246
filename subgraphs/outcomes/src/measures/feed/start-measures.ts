import { join } from 'node:path';
import { createPool } from '@throughgate/database';
import type { RunningProjection } from '@throughgate/events';
import {
  type Completeness,
  type Episode,
  MeasureError,
  type MeasureStore,
  openMeasureStore,
} from '@throughgate/measures';
import { backoff, createTroubleLog, type Logger, pause, untilAborted } from '@throughgate/service';
import pLimit from 'p-limit';
import type pg from 'pg';
import type { Registry } from 'prom-client';
import { readSpeakingAgencies } from '../../releases/read-person-facts.ts';
import type { Episodes } from '../episodes/define-episodes.ts';
import { agencyProgress, completenessOf } from './agency-progress.ts';
import {
  readChangedPeople,
  readGone,
  readPeopleAfter,
  readRecorded,
  registersChanged,
} from './changed-people.ts';
import { deriveEpisodes } from './derive-episodes.ts';
import { feedMetrics } from './feed-metrics.ts';
import { beforeTransaction, type FeedPosition, fits, readPosition } from './feed-position.ts';
import { measureSecret } from './measure-secret.ts';
import { personNumbers } from './person-numbers.ts';
import { readModelState, readNextTransaction } from './read-model-state.ts';
import { releaseTicks } from './release-ticks.ts';

/** What measures are kept with. */
export interface StartMeasuresOptions {
  /** Outcomes' own database, migrated. */
  readonly databaseUrl: string;
  /** The projection of journeys, which makes the read model. */
  readonly projection: Pick<RunningProjection, 'isCurrent' | 'progress'>;
  readonly kinds: readonly Episodes[];
  /** Where the store's file is. */
  readonly directory: string;
  /** Most memory that the store takes for data, as DuckDB writes it. @default '512MB' */
  readonly memoryLimit?: string | undefined;
  /** Milliseconds from one release of measures to the next. @default an hour */
  readonly tickEvery?: number | undefined;
  readonly metrics: Registry;
  readonly logger: Logger;
}

/** How far measures are. */
export interface MeasuresStatus {
  /** Whether they answer, are being worked out anew, or wait until the read model is made anew itself. */
  readonly state: 'ready' | 'rebuilding' | 'waiting';
  /** People who are worked out, while they are being worked out anew. */
  readonly done: number;
  /** People who are to be worked out. */
  readonly total: number;
}

/** Measures at work: a store that follows the read model, and the moments as of which it is told. */
export interface RunningMeasures {
  /** The store. Raises `MeasureError` `MEASURES_REBUILDING`, with how far it is, while not everybody is in it. */
  store(): MeasureStore;
  /** Resolves when everything that is in the read model at the moment of the call is in the store. */
  caughtUp(): Promise<void>;
  /** Releases measures as they are now, rather than when it is time. Returns the moment as of which they are told. */
  tick(): Promise<Date>;
  /** The latest release. Raises `MeasureError` `MEASURES_REBUILDING` where there was none. */
  latestTick(): Promise<Date>;
  /** The latest release at or before a moment. */
  tickAt(moment: Date): Promise<Date | undefined>;
  /** How far some agencies were at the latest release at or before a moment. */
  completeness(agencies: readonly string[], asOf: Date): Promise<Completeness>;
  status(): MeasuresStatus;
  /** Finishes the change at hand and closes the store. */
  stop(): Promise<void>;
}

/** People that are worked out at once: some thousands of rows, and some tenths of a second. */
const peopleAtOnce = 250;
/** As many of those who changed, while journeys are read and written beside. */
const changedAtOnce = 100;
/**
 * Milliseconds between two looks at what changed: a person of whom much happens is worked out once. What is told moves at releases only, so that
 * nobody waits for less, but for those who ask for it.
 */
const pollEvery = 10_000;
/** Milliseconds between two looks while the store is not complete, or stands back for the journeys. */
const pollEveryUntilReady = 1_000;
/** Events still to be applied from which on the projection counts as being loaded, and is left alone. */
const floodAt = 2_000;
/** Milliseconds for which it is left alone at most. */
const longestFlood = 600_000;
/** Milliseconds between two looks at the time. */
const tickCheckEvery = 5_000;

/**
 * Keeps the store of measures up to date from the read model: asks for the files that changed, works the episodes of their people out anew, and
 * stores those that differ, with the place up to which it has read. Of another read model, or with kinds that were changed,
 * it walks over everybody; what was known before stays known as of then.
 *
 * Raises `OperatorError` when another process has the store's file.
 */
export async function startMeasures(options: StartMeasuresOptions): Promise<RunningMeasures> {
  const { databaseUrl, projection, kinds, directory, memoryLimit, tickEvery = 3_600_000, metrics } = options;
  const logger = options.logger.child({ part: 'measures' });
  const personKinds = kinds.filter(({ about }) => about === 'person');
  const registerKinds = kinds.filter(({ about }) => about === 'register');
  const versions = Object.fromEntries(kinds.map(({ name, version }) => [name, version]));

  await using cleanup = new AsyncDisposableStack();
  const pool = createPool(databaseUrl, { name: 'outcomes measures', metrics, logger, max: 4 });
  cleanup.defer(() => pool.end());
  const secret = await measureSecret(pool);
  const ticks = releaseTicks(pool);
  const openStore = () =>
    openMeasureStore({
      path: measuresFile(directory),
      kinds,
      secret,
      logger,
      ...(memoryLimit === undefined ? {} : { memoryLimit }),
    });
  let store = await openStore();
  cleanup.defer(() => store.stop());

  /** Up to where was read: at least what the store keeps, and further where nothing had changed. */
  let position = readPosition(store.position);
  let status: MeasuresStatus = { state: 'rebuilding', done: 0, total: 0 };
  /** All that earlier transactions changed is in the store. */
  let reached = -1n;
  /** Whether nobody waited to be worked out at the last look: measures are released then only, so that none tells a part. */
  let isUpToDate = false;
  let upToDateAt = Date.now();
  let failures = 0;
  let tickedAt = await ticks.latest();
  let floodedSince: number | undefined;
  // A release lies between two changes, never within one.
  const inTurn = pLimit(1);
  const stopping = new AbortController();
  let hurry = new AbortController();
  const failing = createTroubleLog(logger, {
    began: 'the measures cannot be brought up to date; trying again',
    ended: 'the measures are brought up to date again',
  });
  feedMetrics(metrics, {
    store: () => (stopping.signal.aborted ? undefined : store),
    rebuild: () => (status.state === 'ready' ? { done: 0, total: 0 } : status),
    upToDateAt: () =>
      status.state === 'ready' && failures === 0 ? upToDateAt : Math.min(upToDateAt, Date.now()),
    failures: () => failures,
    tickedAt: () => tickedAt,
  });
  await lookAtOnce();
  const ended = Promise.all([follow(), tickOnTime()]);

  const owned = cleanup.move();
  return {
    store() {
      if (status.state !== 'ready') throw rebuilding();
      return store;
    },
    async caughtUp() {
      const next = await readNextTransaction(pool);
      while (!stopping.signal.aborted) {
        if (status.state === 'ready' && reached >= next) return;
        hurry.abort();
        await pause(20, stopping.signal);
      }
      throw new Error('The measures were stopped');
    },
    tick: () => tick(),
    async latestTick() {
      const latest = await ticks.latest();
      if (!latest) throw rebuilding();
      return latest;
    },
    tickAt: (moment) => ticks.at(moment),
    completeness: async (agencies, asOf) => completenessOf(await ticks.progressAt(asOf), agencies),
    status: () => status,
    async stop() {
      stopping.abort();
      await ended;
      await owned.disposeAsync();
    },
  };

  function rebuilding(): MeasureError {
    const { done, total, state } = status;
    return new MeasureError(
      'MEASURES_REBUILDING',
      state === 'waiting'
        ? 'The measures are being rebuilt: they wait until the journeys are. Ask again in a few minutes.'
        : `The measures are being rebuilt: ${done} of ${total} people are done. Ask again in a few minutes.`,
    );
  }

  /** Whether the store has everybody already is known before anybody asks, as far as the database answers. */
  async function lookAtOnce(): Promise<void> {
    if (!position || (position.walk && !position.walk.beside)) return;
    try {
      const current = await projection.isCurrent();
      const { model } = await readModelState(pool);
      if (current && fits(position, model, kinds)) status = { state: 'ready', done: 0, total: 0 };
    } catch (error) {
      logger.debug({ err: error }, 'whether the measures are complete is not known yet');
    }
  }

  async function follow(): Promise<void> {
    while (!stopping.signal.aborted) {
      let wait = pollEvery;
      try {
        const begun = performance.now();
        const more = await advance();
        // Half of the time is left to others.
        if (more) wait = status.state === 'ready' ? performance.now() - begun : 0;
        else if (!isUpToDate || status.state !== 'ready') wait = pollEveryUntilReady;
        failures = 0;
        failing.over('feed');
      } catch (error) {
        if (stopping.signal.aborted) return;
        failures += 1;
        const { reason } = failing.report('feed', error);
        if (isBroken(reason)) await reopen();
        wait = backoff(failures);
      }
      if (hurry.signal.aborted) hurry = new AbortController();
      if (wait > 0) await pause(wait, AbortSignal.any([stopping.signal, hurry.signal]));
    }
  }

  /** Works out what changed, a part of it at a time. Returns whether there is more. */
  async function advance(): Promise<boolean> {
    if (!(await projection.isCurrent())) {
      status = { state: 'waiting', done: 0, total: 0 };
      return false;
    }
    if (await isFlooded()) {
      isUpToDate = false;
      return false;
    }
    const client = await pool.connect();
    let step: Step;
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      step = await read(client);
      await client.query('COMMIT');
      client.release();
    } catch (error) {
      // Whatever it is in the middle of, nobody else gets it.
      client.release(true);
      throw error;
    }
    await apply(step);
    return step.more;
  }

  /** What a look at the read model gave. */
  interface Step {
    readonly position: FeedPosition;
    /** Everything of earlier transactions has been read with it. */
    readonly reached: bigint | undefined;
    readonly personIds: readonly string[];
    readonly episodes: ReadonlyMap<string, readonly Episode[]>;
    /** Whether with this the walk over everybody ends. */
    readonly complete: boolean;
    readonly total: number;
    readonly more: boolean;
    /** Whether there is anything to store. */
    readonly changed: boolean;
  }

  async function read(client: pg.PoolClient): Promise<Step> {
    const { model, horizon } = await readModelState(client);
    const speaking = [...(await readSpeakingAgencies(client))].sort();
    const from = start(model, horizon, speaking);
    const registers = await registersChanged(client, from.registers, horizon);
    const ofRegisters = registers ? await deriveEpisodes(client, registerKinds, []) : new Map();
    if (from.walk) {
      const total = Math.max(await countPeople(client), from.walk.done);
      if (!from.walk.beside) status = { state: 'rebuilding', done: from.walk.done, total };
      const found = await readPeopleAfter(client, from.walk.after, peopleAtOnce);
      const complete = found.length < peopleAtOnce;
      // Those whom the store knows from before and whom nobody knows now.
      const gone = complete ? await readGoneOfStore(client) : [];
      const done = from.walk.done + found.length;
      return {
        position: {
          ...from,
          registers: registers ? horizon : from.registers,
          walk: complete ? null : { ...from.walk, after: found.at(-1) ?? null, done },
          recorded: later(from.recorded, await readRecorded(client, found)),
        },
        reached: undefined,
        personIds: [...found, ...gone],
        episodes: new Map([...(await deriveEpisodes(client, personKinds, found)), ...ofRegisters]),
        complete,
        total,
        more: true,
        changed: true,
      };
    }
    const { personIds, goneIds, upTo, isLast } = await readChangedPeople(
      client,
      from.after,
      horizon,
      changedAtOnce,
    );
    const changed = personIds.length > 0 || goneIds.length > 0 || registers;
    return {
      position: {
        ...from,
        after: upTo,
        registers: horizon,
        recorded: changed ? later(from.recorded, await readRecorded(client, personIds)) : from.recorded,
      },
      reached: isLast ? BigInt(horizon) : undefined,
      personIds: [...personIds, ...goneIds],
      episodes:
        personIds.length + goneIds.length > 0
          ? new Map([...(await deriveEpisodes(client, personKinds, personIds)), ...ofRegisters])
          : ofRegisters,
      complete: false,
      total: 0,
      more: !isLast,
      changed,
    };
  }

  /** Where to go on: everybody is worked out anew of another read model, and when an agency speaks for the first time. */
  function start(model: string, horizon: string, speaking: readonly string[]): FeedPosition {
    const after = beforeTransaction(horizon);
    if (!position || !fits(position, model, kinds)) {
      const walk = { after: null, done: 0, beside: false };
      return { model, kinds: versions, after, registers: null, walk, recorded: {}, speaking };
    }
    if (speaking.every((agency) => position?.speaking.includes(agency))) return position;
    const beside = position.walk?.beside ?? true;
    return { ...position, after, registers: null, walk: { after: null, done: 0, beside }, speaking };
  }

  async function apply(step: Step): Promise<void> {
    if (step.changed) {
      const owners = [...step.episodes.values()].flatMap((episodes) =>
        episodes.map(({ personId }) => personId).filter((id) => id !== null),
      );
      const numbers = await personNumbers(pool, step.personIds, owners);
      await inTurn(async () => {
        await store.apply({
          // What comes after a release is not part of it.
          learntAt: new Date(Math.max(Date.now(), (tickedAt?.getTime() ?? 0) + 1)),
          position: JSON.stringify(step.position),
          personIds: step.personIds,
          numbers,
          episodes: step.episodes,
          complete: step.complete,
        });
      });
    }
    position = step.position;
    const { walk } = step.position;
    if (walk && !walk.beside) status = { state: 'rebuilding', done: walk.done, total: step.total };
    isUpToDate = step.reached !== undefined;
    if (step.reached === undefined) return;
    if (status.state !== 'ready') {
      // Those who ask from now on are told as of a moment at which everybody was there.
      await release(Date.now());
      status = { state: 'ready', done: 0, total: 0 };
    }
    reached = step.reached;
    upToDateAt = Date.now();
  }

  /** People of whom the store has episodes, and who are no people of the read model. */
  async function readGoneOfStore(client: pg.PoolClient): Promise<readonly string[]> {
    const gone: string[] = [];
    const known = personKinds.map(({ name }) => `SELECT person_id FROM (${store.episodes(name)})`);
    if (known.length === 0 || store.learntAt === undefined) return [];
    const rows = await store.query<{ person_id: string }>(
      `SELECT DISTINCT person_id FROM (${known.join(' UNION ALL ')})`,
      { known_at: store.learntAt },
    );
    for (let from = 0; from < rows.length; from += 5_000) {
      const ids = rows.slice(from, from + 5_000).map(({ person_id }) => person_id);
      gone.push(...(await readGone(client, ids)));
    }
    return gone;
  }

  /** How far the projection is. An event log that does not answer holds up no stop. */
  function progress(): ReturnType<typeof projection.progress> {
    return untilAborted(projection.progress(), stopping.signal);
  }

  /** Whether so much is still to be projected that the projection is better left alone. */
  async function isFlooded(): Promise<boolean> {
    const topics = await progress();
    const behind = [...topics.values()].reduce((sum, topic) => sum + topic.behind, 0n);
    if (behind < floodAt) {
      floodedSince = undefined;
      return false;
    }
    floodedSince ??= performance.now();
    if (performance.now() - floodedSince < longestFlood) return true;
    floodedSince = undefined;
    return false;
  }

  async function tickOnTime(): Promise<void> {
    while (!stopping.signal.aborted) {
      await pause(Math.min(tickCheckEvery, tickEvery), stopping.signal);
      if (stopping.signal.aborted || status.state !== 'ready' || !isUpToDate) continue;
      try {
        const latest = await ticks.latest();
        tickedAt = latest ?? tickedAt;
        if (!latest || Date.now() - latest.getTime() >= tickEvery) await release(Date.now() - tickEvery);
        failing.over('release');
      } catch (error) {
        if (!stopping.signal.aborted) failing.report('release', error);
      }
    }
  }

  /** Releases measures unless they were after a moment, by this process or another. */
  function release(since: number): Promise<Date> {
    return tick(new Date(since));
  }

  async function tick(since?: Date): Promise<Date> {
    const topics = await progress();
    return inTurn(async () => {
      const at = new Date(Math.max(Date.now(), store.learntAt?.getTime() ?? 0));
      tickedAt = await ticks.add(at, agencyProgress(position?.recorded ?? {}, topics), since);
      return tickedAt;
    });
  }

  /** Makes the store anew after its file broke. */
  async function reopen(): Promise<void> {
    logger.warn('the file of measures broke: it is opened anew');
    await store.stop().catch(() => {});
    store = await openStore();
    position = readPosition(store.position);
    if (!position) status = { state: 'rebuilding', done: 0, total: 0 };
  }
}

/** The store's file in a directory of measures. */
export function measuresFile(directory: string): string {
  return join(directory, 'measures.duckdb');
}

/** Whether DuckDB says of its file that it cannot go on with it. */
function isBroken(reason: string): boolean {
  return /FATAL Error|database has been invalidated|Corrupt database file|Could not read enough bytes/i.test(
    reason,
  );
}

async function countPeople(client: pg.PoolClient): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    'SELECT count(*)::int AS count FROM outcomes.file WHERE id = cluster_id AND described_at IS NOT NULL',
  );
  return rows[0]?.count ?? 0;
}

/** For each agency the later of two moments. */
function later(
  one: Readonly<Record<string, string>>,
  other: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const all = { ...one };
  for (const [agency, moment] of Object.entries(other)) {
    const known = all[agency];
    if (known === undefined || known < moment) all[agency] = moment;
  }
  return all;
}
