import { jsonWithin } from '../../data/json-within.ts';
import type { ExecutionAnswer, ExecutionRequest, Executor } from '../../executor/executor.ts';
import type { KeptPart } from '../../transport/subgraph-transport.ts';
import type { KeptEntity } from './entity-store.ts';
import { isTooLate, type KeepingOptions, mostNames } from './keeping.ts';
import { readByNumber } from './read-by-number.ts';

/** Most documents of which whole answers are kept. */
const mostDocuments = 1_000;
/** Most characters of the variables of an operation whose answer is kept. */
const longestVariables = 10_000;

/** A whole answer, as the store has it. */
interface WholeAnswer {
  readonly [key: string]: unknown;
  /** Read by all whom it is given, and changed by nobody. */
  readonly data: Record<string, unknown>;
  readonly text: string;
  /** Of how many kept answers it is made. */
  readonly parts: number;
}

/**
 * Keeps the answer to an operation of which every part is kept, so that it need not be put together again. It is the sum of its parts:
 * dropped by what drops any of them, gone when the first of them is too old, and given to those alone who are given all of them.
 */
export function keepWholeAnswers(inner: Executor, options: KeepingOptions): Executor {
  const { store, generation, scopeOf, lateness, now, onLookup, onAge } = options;
  const numberOf = readByNumber(mostDocuments, (_, number) => number);

  return {
    async execute(request) {
      const key = keyOf(request);
      if (key === undefined) return inner.execute(request);
      const late = lateness();
      const found = store.get(key);
      if (found && !isTooLate(late, found)) {
        const { data, text, parts } = found.entity as WholeAnswer;
        onLookup('hit', parts);
        onAge(now() - found.asked);
        return { data, text };
      }
      return keep(key, await inner.execute(request));
    },
    prepare: (operation) => inner.prepare(operation),
    mostUsed: (limit) => inner.mostUsed(limit),
  };

  /** Everything on which an answer depends beside its parts; `undefined` where that is too long to be worth it. */
  function keyOf({ query, operationName, withheld, variables, takesParts, caller }: ExecutionRequest) {
    const values = jsonWithin(longestVariables, variables);
    if (values === undefined) return undefined;
    const what = `${numberOf(query)}\n${operationName ?? ''}\n${withheld?.key ?? ''}\n${takesParts ? 'parts' : ''}`;
    return `${generation}\n\nwhole ${what}\n${scopeOf(caller).shared}\n${values}`;
  }

  function keep(key: string, answer: ExecutionAnswer): ExecutionAnswer {
    const { data, errors, deferred } = answer;
    const kept = answer.kept?.filter(isKeptEntity) ?? [];
    const [first] = kept;
    if (!data || errors || deferred || !first || kept.length !== answer.kept?.length) return answer;
    // Some may have been dropped while others were awaited.
    if (kept.some((one) => one.isPrivate || !store.has(one))) return answer;
    const names = new Set<string>();
    for (const one of kept) for (const name of one.names) names.add(name);
    if (names.size > mostNames) return answer;
    const asked = Math.min(...kept.map((one) => one.asked));
    const age = Math.min(...kept.map((one) => one.asked + one.age)) - asked;
    const text = JSON.stringify(data);
    const entity: WholeAnswer = { data, text, parts: kept.length };
    store.add({ key, entity, asked, age, names, isPrivate: false, fence: store.fence() });
    return { ...answer, text };
  }
}

/** Nobody else keeps anything. */
function isKeptEntity(part: KeptPart): part is KeptEntity {
  return 'names' in part && 'asked' in part;
}
