import type { LogPosition } from '@throughgate/events';
import { type Caller, type Logger, reasonOf } from '@throughgate/service';
import type { Change } from '../../changes/change.ts';
import { isJsonObject } from '../../data/json.ts';
import type { SubgraphTransport } from '../../transport/subgraph-transport.ts';
import { people } from './derived-subscriptions.ts';

/** The subgraph that makes journeys of the agencies' events, and by which of its fields the gateway asks whom events are about. */
const outcomes = { subgraph: 'outcomes', field: 'peopleOfEvents' } as const;

/** A subscription to a person's journey. */
export interface JourneyWatch {
  /** The journey has taken in a change of which the gateway heard at `moment`, on the clock of `performance.now()`. */
  changed(moment: number): void;
}

/** Tells which journeys have taken in which changes. */
export interface Journeys {
  watch(journey: JourneyWatch): void;
  /** By this id outcomes knows the person, or one of the person's files. */
  knows(journey: JourneyWatch, id: string): void;
  forget(journey: JourneyWatch): void;
  /** A file of a person changed; its event may not show in the journey yet. */
  heard(change: Change): void;
  /** Before these positions, all that is heard is in the journeys, as far as it is known: no later than `known`. */
  settled(known: readonly LogPosition[]): readonly LogPosition[];
  stop(): void;
}

/** What {@link createJourneys} needs. */
export interface JourneysOptions {
  /** The transport of the supergraph that is served; `undefined` before there is one. */
  readonly transport: () => SubgraphTransport | undefined;
  /** Somebody who may see a journey that is watched, and asks for it. */
  readonly caller: () => Caller | undefined;
  readonly logger: Logger;
  /** Told of each event that did not show within a minute. */
  readonly onUnplaced: () => void;
}

interface Waiting {
  readonly change: Change;
  readonly since: number;
}

/** Events that are asked about at once. */
const batch = 500;
/** Milliseconds between two looks for events that outcomes has not taken in yet, at first and at most. */
const [firstLook, longestLook] = [10, 500];
/** Milliseconds after which an event is given up: it is a dead letter, or outcomes is far behind. */
const patience = 60_000;
/** Most events that wait; the oldest are given up. */
const mostWaiting = 20_000;

/**
 * Creates {@link Journeys}. Outcomes makes journeys of the same events that the gateway hears of, a moment later, and it alone
 * knows whose an event is: so it is asked, until it says of each event which person's files it belongs to. Then the journey
 * has it.
 */
export function createJourneys(options: JourneysOptions): Journeys {
  const { transport, caller, logger, onUnplaced } = options;
  /** The ids by which each is known, and who is known by each. */
  const watched = new Map<JourneyWatch, Set<string>>();
  const byId = new Map<string, Set<JourneyWatch>>();
  const waiting = new Map<string, Waiting>();
  let timer: NodeJS.Timeout | undefined;
  let looking = false;
  let pace: number = firstLook;
  let stopped = false;

  return {
    watch: (journey) => void watched.set(journey, new Set()),
    knows,
    forget(journey) {
      for (const id of watched.get(journey) ?? []) {
        const of = byId.get(id);
        of?.delete(journey);
        if (of?.size === 0) byId.delete(id);
      }
      watched.delete(journey);
      if (watched.size === 0) waiting.clear();
    },
    heard(change) {
      if (watched.size === 0) return;
      const moment = performance.now();
      if (change.erased) {
        // Nobody can say any more whose the file was.
        for (const journey of watched.keys()) journey.changed(moment);
        return;
      }
      waiting.set(`${change.agency} ${change.id}`, { change, since: moment });
      if (waiting.size > mostWaiting) giveUpOldest();
      pace = firstLook;
      look(1);
    },
    settled(known) {
      const least = new Map<string, bigint>();
      for (const { change } of waiting.values()) {
        const name = placeOf(change);
        const offset = least.get(name);
        if (offset === undefined || change.offset < offset) least.set(name, change.offset);
      }
      if (least.size === 0) return known;
      return known.map((one) => {
        const offset = least.get(placeOf(one));
        return offset !== undefined && offset < one.offset ? { ...one, offset } : one;
      });
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };

  function look(wait: number): void {
    if (looking || stopped) return;
    clearTimeout(timer);
    timer = setTimeout(() => void lookNow(), wait).unref();
  }

  async function lookNow(): Promise<void> {
    looking = true;
    const asked = [...waiting.values()].slice(0, batch);
    let placed = 0;
    try {
      placed = await place(asked);
    } catch (error) {
      logger.debug({ reason: reasonOf(error) }, 'outcomes does not say whose events are');
    }
    looking = false;
    giveUpOld();
    if (waiting.size === 0) return;
    pace = placed > 0 ? firstLook : Math.min(longestLook, pace * 2);
    look(pace);
  }

  /** Asks whose events are; those that outcomes has taken in wait no more. */
  async function place(asked: readonly Waiting[]): Promise<number> {
    const [send, asking] = [transport(), caller()];
    if (!send || !asking || asked.length === 0) return 0;
    const body = JSON.stringify({
      query: `query($agencies: [String!]!, $ids: [ID!]!) { ${outcomes.field}(agencies: $agencies, ids: $ids) }`,
      variables: {
        agencies: asked.map(({ change }) => change.agency),
        ids: asked.map(({ change }) => change.id),
      },
    });
    const { data } = await send.send({
      ...{ subgraph: outcomes.subgraph, body, repeatable: true },
      ...{ requestId: crypto.randomUUID(), caller: asking },
    });
    const answered = isJsonObject(data) ? data[outcomes.field] : undefined;
    if (!Array.isArray(answered)) throw new Error('outcomes does not answer');
    let placed = 0;
    for (const [index, { change, since }] of asked.entries()) {
      const name = `${change.agency} ${change.id}`;
      const files: unknown = answered[index];
      waiting.delete(name);
      if (!Array.isArray(files)) {
        // To the end, so that those which never show do not keep others from being asked about.
        waiting.set(name, { change, since });
        continue;
      }
      placed += 1;
      tell(files.map(String), since);
    }
    return placed;
  }

  function tell(files: readonly string[], moment: number): void {
    const told = new Set(files.flatMap((file) => [...(byId.get(file) ?? [])]));
    for (const journey of told) {
      for (const file of files) knows(journey, file);
      journey.changed(moment);
    }
  }

  function knows(journey: JourneyWatch, id: string): void {
    const ids = watched.get(journey);
    if (!ids) return;
    ids.add(id);
    const of = byId.get(id) ?? new Set();
    byId.set(id, of.add(journey));
  }

  function giveUpOld(): void {
    const now = performance.now();
    for (const [name, { since }] of waiting) {
      if (now - since < patience) continue;
      waiting.delete(name);
      onUnplaced();
    }
  }

  function giveUpOldest(): void {
    const [oldest] = waiting.keys();
    if (oldest === undefined) return;
    waiting.delete(oldest);
    onUnplaced();
  }
}

/**
 * The id of the person who has an identifier, as outcomes says to this caller; `undefined` when nobody has it. Raises what outcomes
 * answers where it refuses the identifier.
 */
export async function findPerson(
  transport: SubgraphTransport,
  identifier: string,
  asking: { readonly requestId: string; readonly caller: Caller },
): Promise<string | undefined> {
  const body = JSON.stringify({
    query: `query($identifier: String!) { ${people.query}(${people.argument}: $identifier) { id } }`,
    variables: { identifier },
  });
  const { data, errors } = await transport.send({
    ...{ subgraph: outcomes.subgraph, body, repeatable: true },
    ...asking,
  });
  const [error] = errors ?? [];
  if (error) throw new OutcomesError(String(error.message ?? ''), error.extensions);
  const found = isJsonObject(data) ? data[people.query] : undefined;
  const id = isJsonObject(found) ? found['id'] : undefined;
  return typeof id === 'string' ? id : undefined;
}

/** What outcomes said of an identifier. */
export class OutcomesError extends Error {
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(message: string, extensions: unknown) {
    super(message);
    this.extensions = isJsonObject(extensions) ? extensions : {};
  }
}

function placeOf({ topic, partition }: Pick<LogPosition, 'topic' | 'partition'>): string {
  return `${topic}/${partition}`;
}
