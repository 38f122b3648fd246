import type { CacheTag } from '@throughgate/contracts';
import type { JsonObject } from '../../data/json.ts';
import { copyJson } from '../../exact-numbers/copy-json.ts';
import type { SubgraphRequest } from '../../transport/subgraph-transport.ts';
import type { CacheRules } from './cache-rules.ts';
import type { CallerScope } from './caller-scope.ts';
import type { EntityStore, KeptEntity } from './entity-store.ts';

/** How a look-up went: `bypassed` while events cannot be relied on. */
export type LookupResult = 'hit' | 'miss' | 'bypassed';

/** What keeping answers works with. */
export interface KeepingOptions {
  readonly store: EntityStore;
  readonly rules: CacheRules;
  /** Stands for the supergraph in keys: what one kept another does not find. */
  readonly generation: number;
  readonly scopeOf: (caller: SubgraphRequest['caller']) => CallerScope;
  /** Milliseconds by which events may be late; `undefined` while they are not followed. */
  readonly lateness: () => number | undefined;
  /** Milliseconds, of a clock that only moves on. */
  readonly now: () => number;
  readonly onLookup: (result: LookupResult, count: number) => void;
  /** Told how old an answer is that is given again, in milliseconds. */
  readonly onAge: (age: number) => void;
}

/** Most values by which an answer may be named. One that shows more is not kept. */
export const mostNames = 1_000;
/**
 * Milliseconds that events count as late in any case: readers of a log look only now and then whether they have read all of it, and
 * nothing is kept longer for it.
 */
const usualLateness = 1_000;

/** Whether events are not followed, or too late for what may be kept so long to be kept true by them. */
export function isTooLate(late: number | undefined, { age }: Pick<CacheTag, 'age'>): boolean {
  return late === undefined || late > Math.max(age, usualLateness);
}

/** An answer to be kept; see {@link EntityStore.add}. */
export interface AnswerToKeep {
  readonly key: string;
  /** Belongs to whoever asked, who writes into it: a copy is kept. */
  readonly answer: JsonObject;
  readonly names: ReadonlySet<string>;
  readonly asked: number;
  readonly fence: number;
  readonly age: number;
  readonly isPrivate: boolean;
}

/**
 * Keeps an answer, unless it shows more than could be named.
 *
 * @returns what is kept; `undefined` where it is not
 */
export function keepAnswer(store: EntityStore, given: AnswerToKeep): KeptEntity | undefined {
  const { answer, ...rest } = given;
  if (rest.names.size > mostNames) return undefined;
  return store.add({ ...rest, entity: copyJson(answer) as JsonObject });
}
