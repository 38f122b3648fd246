import { setImmediate as othersHadTheirTurn } from 'node:timers/promises';
import type { LogPosition } from '@throughgate/events';
import type { GraphqlResult, SubscriptionResult } from '../graphql-result.ts';
import type { CursorSeal } from './cursor.ts';
import { errorsResult, lastResult } from './live-errors.ts';
import type { Ended, LiveMetrics } from './live-metrics.ts';
import type { Subscriber } from './subscriber.ts';

/** What {@link createSharedSubscription} needs. */
export interface SharedSubscriptionOptions {
  /** Name of the field that is subscribed to, in the answer. */
  readonly responseName: string;
  /** Executes the operation on the supergraph that is served now, in its turn; never rejects. */
  evaluate(): Promise<Evaluation>;
  /** Up to where all changes are in an answer that is asked for now. */
  positions(): readonly LogPosition[];
  readonly seal: CursorSeal;
  readonly metrics: LiveMetrics;
  /** Fewest milliseconds between two executions: changes that come closer are told together. */
  readonly pace: number;
  /** Told when the last subscriber has gone. */
  onEmpty(): void;
}

/** An execution of the operation. */
export interface Evaluation {
  readonly result: GraphqlResult;
  /** Whether there is no such record, or none any more. */
  readonly gone: boolean;
}

/** One operation with its variables, for callers who may have the same: executed once for all its subscribers. */
export interface SharedSubscription {
  /**
   * Adds a subscriber.
   *
   * @param present whether the present state is to come first
   */
  add(subscriber: Subscriber, present: boolean): void;
  remove(subscriber: Subscriber): void;
  /** Something that it shows has changed, heard of at `moment` on the clock of `performance.now()`. */
  changed(moment: number): void;
  /** The supergraph is another one: what it makes of the operation is looked at, and told where it differs. */
  renew(): void;
  /** Ends all its subscribers, each after a last result. */
  end(last: SubscriptionResult, why: Ended): void;
}

/** For how long an answer is the present state for others who subscribe, in milliseconds, where nothing has changed since. */
const freshFor = 1_000;
/** Subscribers who are handed a result at once, which takes some milliseconds; then whoever else asks the gateway has a turn. */
const handedAtOnce = 500;
/** Milliseconds before an answer of which a part was missing is asked for again, at first and at most. */
const [firstRetry, longestRetry] = [1_000, 30_000];

/** Creates a {@link SharedSubscription} without subscribers. */
export function createSharedSubscription(options: SharedSubscriptionOptions): SharedSubscription {
  const { responseName, evaluate, positions, seal, metrics, pace, onEmpty } = options;
  const subscribers = new Set<Subscriber>();
  /** Those who wait for the present state. */
  const newcomers = new Set<Subscriber>();
  let latest:
    | { readonly result: SubscriptionResult; readonly content: string; readonly at: number }
    | undefined;
  let changedAt: number | undefined;
  let quietly = false;
  let evaluating = false;
  let startedAt = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  let over = false;

  return {
    add(subscriber, present) {
      subscribers.add(subscriber);
      metrics.subscribers.inc();
      if (!present) return;
      const fresh =
        latest && changedAt === undefined && !evaluating && performance.now() - latest.at < freshFor;
      if (fresh && latest) {
        metrics.results.inc();
        hand(subscriber, latest.result);
      } else {
        newcomers.add(subscriber);
        schedule(0);
      }
    },
    remove,
    changed(moment) {
      changedAt ??= moment;
      schedule(0);
    },
    renew() {
      quietly = true;
      schedule(0);
    },
    end: endAll,
  };

  function schedule(wait: number): void {
    if (evaluating || over) return;
    const delay = Math.max(wait, startedAt + pace - performance.now(), 0);
    if (timer && wait > 0) return;
    clearTimeout(timer);
    timer = setTimeout(() => void run(), delay);
  }

  async function run(): Promise<void> {
    timer = undefined;
    evaluating = true;
    startedAt = performance.now();
    const heard = changedAt;
    const awaited = [...newcomers];
    const silent = heard === undefined;
    changedAt = undefined;
    quietly = false;
    newcomers.clear();
    const cursor = seal.seal(positions());
    metrics.evaluations.inc();
    const { result, gone } = await evaluate();
    if (over) return;
    await tell(result, gone, cursor, awaited, silent);
    evaluating = false;
    if (heard !== undefined) metrics.lag.observe((performance.now() - heard) / 1000);
    if (over) return;
    failures = lacksSubgraph(result) ? failures + 1 : 0;
    if (changedAt !== undefined || newcomers.size > 0 || quietly) schedule(0);
    else if (failures > 0) {
      quietly = true;
      schedule(Math.min(longestRetry, firstRetry * 2 ** (failures - 1)));
    }
  }

  /** Hands a result to whom it is new. Until all have it nothing else is executed, so that none has an older one after it. */
  async function tell(
    result: GraphqlResult,
    gone: boolean,
    cursor: string,
    awaited: readonly Subscriber[],
    silent: boolean,
  ): Promise<void> {
    if (isRefused(result)) {
      endAll(errorsResult(result.errors ?? []), 'refused');
      return;
    }
    const { data, errors, extensions } = result;
    const content = JSON.stringify({ errors, data });
    const whole: GraphqlResult = { data, errors, extensions: { ...extensions, cursor } };
    const told: SubscriptionResult = {
      result: whole,
      cursor,
      text: JSON.stringify({ errors, data, extensions: whole.extensions }),
    };
    const same = silent && content === latest?.content;
    latest = { result: told, content, at: startedAt };
    // One that came while it was executed has its turn after that.
    const receivers = same ? awaited : [...subscribers].filter((one) => !newcomers.has(one));
    let handed = 0;
    for (const subscriber of receivers) {
      if (!subscribers.has(subscriber)) continue;
      if (gone) endOne(subscriber, told, 'erased');
      else hand(subscriber, told);
      handed += 1;
      if (handed % handedAtOnce === 0) await othersHadTheirTurn();
    }
    metrics.results.inc(handed);
  }

  function hand(subscriber: Subscriber, result: SubscriptionResult): void {
    if (subscriber.push(result)) return;
    const message =
      'The subscription has ended, because its results were not read. Subscribe again with "after", and read them as they come.';
    metrics.ended.inc({ why: 'slow' });
    subscriber.end(lastResult('SUBSCRIPTION_TOO_SLOW', message), true);
    remove(subscriber);
  }

  function endAll(last: SubscriptionResult, why: Ended): void {
    for (const subscriber of [...subscribers]) endOne(subscriber, last, why);
  }

  function endOne(subscriber: Subscriber, last: SubscriptionResult, why: Ended): void {
    metrics.ended.inc({ why });
    subscriber.end(last);
    remove(subscriber);
  }

  function remove(subscriber: Subscriber): void {
    if (!subscribers.delete(subscriber)) return;
    newcomers.delete(subscriber);
    metrics.subscribers.dec();
    if (subscribers.size > 0 || over) return;
    over = true;
    clearTimeout(timer);
    onEmpty();
  }

  /** Whether the operation was not executed, or begins with what its caller may not have. */
  function isRefused({ data, errors = [] }: GraphqlResult): boolean {
    if (data === undefined) return true;
    return errors.some(
      ({ path, extensions }) =>
        extensions?.['code'] === 'UNAUTHORIZED_FIELD_OR_TYPE' &&
        path?.length === 1 &&
        path[0] === responseName,
    );
  }
}

/** Whether a part is missing since a subgraph did not answer. */
function lacksSubgraph({ errors = [] }: GraphqlResult): boolean {
  return errors.some(({ extensions }) => String(extensions?.['code']).startsWith('SUBGRAPH_'));
}
