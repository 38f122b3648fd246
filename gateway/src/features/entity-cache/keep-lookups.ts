import { isJsonObject, type JsonObject } from '../../data/json.ts';
import { copyJson } from '../../exact-numbers/copy-json.ts';
import type {
  RootQuery,
  SubgraphAnswer,
  SubgraphRequest,
  SubgraphTransport,
} from '../../transport/subgraph-transport.ts';
import { addLeaves } from './json-leaves.ts';
import { isTooLate, type KeepingOptions, keepAnswer } from './keeping.ts';
import { type KeptLookup, keptLookup } from './kept-lookup.ts';
import { readByNumber } from './read-by-number.ts';

/** Most documents to remember; the gateway keeps a thousand operations planned. */
const mostDocuments = 2_000;

/**
 * Keeps what agencies answer to queries that look entities up, and gives it again while it holds. Such an answer is named by what it was asked by
 * and by what it shows; it is kept only whole, without an error, and with every entity found.
 */
export function keepLookups(inner: SubgraphTransport, options: KeepingOptions): SubgraphTransport {
  const { store, rules, generation, scopeOf, lateness, now, onLookup, onAge } = options;
  const keptOf = readByNumber(mostDocuments, (document, number) => keptLookup(document, rules, number));

  return {
    send(request) {
      const kept = request.repeatable && request.root ? keptOf(request.root.document) : undefined;
      return kept && request.root ? answer(request, request.root, kept) : inner.send(request);
    },
  };

  async function answer(
    request: SubgraphRequest,
    { variables }: RootQuery,
    kept: KeptLookup,
  ): Promise<SubgraphAnswer> {
    const { tag, number, entities, literals, addNames } = kept;
    if (isTooLate(lateness(), tag)) {
      onLookup('bypassed', 1);
      return inner.send(request);
    }
    const scope = scopeOf(request.caller);
    const whose = tag.isPrivate ? scope.own : scope.shared;
    const key = `${generation}\n${request.subgraph}\nquery ${number}\n${whose}\n${variables}`;
    const found = store.get(key);
    if (found) {
      onLookup('hit', 1);
      onAge(now() - found.asked);
      return { data: copyJson(found.entity), kept: [found] };
    }
    onLookup('miss', 1);
    const fence = store.fence();
    const asked = now();
    const given = await inner.send(request);
    const { data, errors } = given;
    if (errors || !isJsonObject(data)) return given;
    const shown: JsonObject = data;
    if (!entities.every((name) => isJsonObject(shown[name]))) return given;
    const names = new Set(literals);
    addLeaves(JSON.parse(`{${variables}}`), names);
    addNames(shown, names);
    const { age, isPrivate } = tag;
    const entry = keepAnswer(store, { key, answer: shown, names, asked, fence, age, isPrivate });
    return entry ? { ...given, kept: [entry] } : given;
  }
}
