import { isJsonObject, type JsonObject } from '../../data/json.ts';
import { copyJson } from '../../exact-numbers/copy-json.ts';
import type {
  EntityFetch,
  EntityFetchPart,
  SubgraphAnswer,
  SubgraphErrorEntry,
  SubgraphRequest,
  SubgraphTransport,
} from '../../transport/subgraph-transport.ts';
import type { KeptEntity } from './entity-store.ts';
import { addLeaves } from './json-leaves.ts';
import { isTooLate, type KeepingOptions, keepAnswer } from './keeping.ts';
import { type KeptSelection, keptSelection } from './kept-selection.ts';
import { namesInMutation } from './names-in-mutation.ts';
import { readByNumber } from './read-by-number.ts';

/** Most selections to remember; the gateway keeps a thousand operations planned. */
const mostSelections = 10_000;

/** One part of a request, and what of it is kept. */
interface Part {
  readonly asked: EntityFetchPart;
  /** Absent where nothing of it may be kept. */
  readonly kept: KeptSelection | undefined;
  /** What the keys of its entities begin with. */
  readonly prefix: string;
  /** By index of the representation. */
  readonly found: (KeptEntity | undefined)[];
}

/** An answer as it comes together. */
interface Gathered {
  /** By part, what was answered of its entities. */
  readonly results: readonly unknown[][];
  readonly errors: SubgraphErrorEntry[];
  /** As what its entities are kept. */
  readonly kept: KeptEntity[];
}

/** Keeps what agencies answer of entities, gives it again while it holds, and asks only for what is missing. */
export function keepEntities(inner: SubgraphTransport, options: KeepingOptions): SubgraphTransport {
  const { store, rules, generation, scopeOf, lateness, now, onLookup, onAge } = options;
  const keptOf = readByNumber(mostSelections, (selection, number) => keptSelection(selection, rules, number));

  return {
    send(request) {
      if (!request.repeatable) return change(request);
      const { entities } = request;
      if (!entities) return inner.send(request);
      const kept = entities.parts.map(({ selection }) => keptOf(selection));
      if (kept.every((one) => one === undefined)) return inner.send(request);
      return answer(request, entities, kept);
    },
  };

  async function answer(
    request: SubgraphRequest,
    entities: EntityFetch,
    kept: readonly (KeptSelection | undefined)[],
  ): Promise<SubgraphAnswer> {
    const late = lateness();
    const scope = scopeOf(request.caller);
    const parts = entities.parts.map((asked, index): Part => {
      const selection = kept[index];
      const { representations, variables } = asked;
      if (!selection)
        return { asked, kept: undefined, prefix: '', found: representations.map(() => undefined) };
      const { number, tag } = selection;
      if (isTooLate(late, tag)) {
        onLookup('bypassed', representations.length);
        return { asked, kept: undefined, prefix: '', found: representations.map(() => undefined) };
      }
      const whose = tag.isPrivate ? scope.own : scope.shared;
      const prefix = `${generation}\n${request.subgraph}\n${number}\n${whose}\n${variables}\n`;
      const found = representations.map((one) => store.get(prefix + one));
      const hits = found.reduce((count, one) => count + (one ? 1 : 0), 0);
      if (hits > 0) onLookup('hit', hits);
      if (hits < found.length) onLookup('miss', found.length - hits);
      return { asked, kept: selection, prefix, found };
    });
    const results: unknown[][] = parts.map(({ found }) => new Array<unknown>(found.length).fill(undefined));
    const gathered: Gathered = { results, errors: [], kept: [] };
    const { errors, kept: all } = gathered;
    const wanting = parts.map(({ found }) => indicesOf(found, (one) => one === undefined));
    if (wanting.some(({ length }) => length > 0)) {
      const broken = await ask(request, entities, parts, wanting, gathered);
      if (broken) return broken;
      // While others were awaited, what was found may have been dropped, or have become too old.
      const gone = parts.map(({ found, prefix, asked: { representations } }) =>
        indicesOf(
          found,
          (one, index) => one !== undefined && store.get(prefix + representations[index]) !== one,
        ),
      );
      if (gone.some(({ length }) => length > 0)) {
        const again = parts.map(({ found }) => indicesOf(found, (one) => one !== undefined));
        for (const { found } of parts) found.fill(undefined);
        const failed = await ask(request, entities, parts, again, gathered);
        if (failed) return failed;
      }
    }
    const at = now();
    const data: JsonObject = {};
    parts.forEach(({ asked, found }, part) => {
      const list = results[part] ?? [];
      found.forEach((one, index) => {
        if (!one) return;
        onAge(at - one.asked);
        all.push(one);
        list[index] = copyJson(one.entity);
      });
      data[asked.alias] = list;
    });
    if (errors.length > 0) return { data, errors };
    const asked = parts.reduce((sum, { found }) => sum + found.length, 0);
    return all.length === asked ? { data, kept: all } : { data };
  }

  /**
   * Asks the agency for some entities, puts them in their places and keeps those that may be kept.
   *
   * @param wanting by part, indices of representations
   * @param gathered is added to
   * @returns an answer to be given as it is, where it has not what was asked for
   */
  async function ask(
    request: SubgraphRequest,
    entities: EntityFetch,
    parts: readonly Part[],
    wanting: readonly (readonly number[])[],
    { results, errors, kept: all }: Gathered,
  ): Promise<SubgraphAnswer | undefined> {
    const whole = parts.every(({ found }, part) => found.length === wanting[part]?.length);
    const texts = parts.map(({ asked: { representations } }, part) =>
      (wanting[part] ?? []).flatMap((index) => representations[index] ?? []),
    );
    const fence = store.fence();
    const asked = now();
    const answer = await inner.send(
      whole
        ? request
        : {
            ...request,
            body: entities.body(texts),
            entities: {
              ...entities,
              parts: parts.map(({ asked }, part) => ({ ...asked, representations: texts[part] ?? [] })),
            },
          },
    );
    const data = isJsonObject(answer.data) ? answer.data : {};
    const lists = parts.map(({ asked: { alias } }, part) => {
      const list = data[alias];
      const { length } = wanting[part] ?? [];
      return length === 0 ? [] : Array.isArray(list) && list.length === length ? list : undefined;
    });
    // Nothing can be told apart in such an answer: whoever asked says what is wrong with it.
    if (lists.includes(undefined)) return answer;
    const failed = failures(answer.errors, parts);
    for (const error of answer.errors ?? []) errors.push(relocate(error, parts, wanting));
    parts.forEach(({ kept, prefix, asked: { alias, representations } }, part) => {
      (wanting[part] ?? []).forEach((index, position) => {
        const entity: unknown = lists[part]?.[position];
        const list = results[part];
        if (list) list[index] = entity;
        if (!kept || !isJsonObject(entity) || failed === 'all' || failed.has(`${alias} ${position}`)) return;
        const entry = keep(kept, prefix, representations[index] ?? '', entity, fence, asked);
        if (entry) all.push(entry);
      });
    });
    return undefined;
  }

  function keep(
    { tag, addNames }: KeptSelection,
    prefix: string,
    representation: string,
    entity: JsonObject,
    fence: number,
    asked: number,
  ): KeptEntity | undefined {
    const names = new Set<string>();
    addLeaves(JSON.parse(representation), names);
    addNames(entity, names);
    const { age, isPrivate } = tag;
    const key = prefix + representation;
    return keepAnswer(store, { key, answer: entity, names, asked, fence, age, isPrivate });
  }

  /** Lets a mutation through, and drops what it names: whoever made a change sees it, before its event is there. */
  async function change(request: SubgraphRequest): Promise<SubgraphAnswer> {
    let data: unknown;
    try {
      const answer = await inner.send(request);
      data = answer.data;
      return answer;
    } finally {
      // Also without an answer: the agency may have made the change.
      const names = namesInMutation(request.body, data);
      if (names) for (const name of names) store.drop([name], 'mutation');
      else store.clear('mutation');
    }
  }
}

function indicesOf<Item>(items: readonly Item[], wanted: (item: Item, index: number) => boolean): number[] {
  return items.flatMap((item, index) => (wanted(item, index) ? [index] : []));
}

/** Which entities of an answer have an error, as `alias index`; all, where one does not say. */
function failures(
  errors: readonly SubgraphErrorEntry[] | undefined,
  parts: readonly Part[],
): ReadonlySet<string> | 'all' {
  const failed = new Set<string>();
  for (const { path } of errors ?? []) {
    const [alias, index]: readonly unknown[] = Array.isArray(path) ? path : [];
    if (typeof index !== 'number' || !parts.some(({ asked }) => asked.alias === alias)) return 'all';
    failed.add(`${alias} ${index}`);
  }
  return failed;
}

/** An error at the place that its entity has among all that were asked for. */
function relocate(
  error: SubgraphErrorEntry,
  parts: readonly Part[],
  wanting: readonly (readonly number[])[],
): SubgraphErrorEntry {
  const path: readonly unknown[] = Array.isArray(error.path) ? error.path : [];
  const [alias, position, ...below] = path;
  const part = parts.findIndex(({ asked }) => asked.alias === alias);
  const index = typeof position === 'number' ? wanting[part]?.[position] : undefined;
  return index === undefined ? error : { ...error, path: [alias, index, ...below] };
}
