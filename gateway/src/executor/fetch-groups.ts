import type { OrderedFetch } from './fetch-order.ts';

/** Fetches that go to their subgraph as one request. */
export interface FetchGroup {
  readonly subgraph: string;
  /** One of root fields, or some of entities. */
  readonly fetches: readonly OrderedFetch[];
  /** Places in the list of groups of those that must be done before. */
  readonly after: readonly number[];
}

/**
 * Merges fetches of entities from one subgraph that have equally many fetches before them, so that each level of a plan asks a
 * subgraph once. A plan gets no deeper by that; a branch of it waits for the slowest that it shares a request with. A fetch
 * for which nothing waits goes with a later one of its subgraph, where there is one.
 *
 * @returns each group after those that it waits for
 */
export function groupFetches(fetches: readonly OrderedFetch[]): FetchGroup[] {
  const levels = sunkLevels(fetches);
  const members = new Map<string, OrderedFetch[]>();
  for (const [index, fetch] of fetches.entries()) {
    const level = levels.get(fetch) ?? 0;
    const key = isMergeable(fetch) ? `${level} ${fetch.node.serviceName}` : `${level} ${index}.`;
    members.set(key, [...(members.get(key) ?? []), fetch]);
  }
  const ordered = [...members.values()].sort((one, other) => levelOf(one) - levelOf(other));
  const places = new Map(ordered.flatMap((group, place) => group.map((fetch) => [fetch, place] as const)));
  return ordered.map((group) => ({
    subgraph: group[0]?.node.serviceName ?? '',
    fetches: group,
    after: [...new Set(group.flatMap(({ after }) => after.flatMap((fetch) => places.get(fetch) ?? [])))],
  }));

  function levelOf([first]: readonly OrderedFetch[]): number {
    return (first && levels.get(first)) ?? 0;
  }
}

/** The level of each fetch, when those for which nothing waits sink to where they can be merged. */
function sunkLevels(fetches: readonly OrderedFetch[]): ReadonlyMap<OrderedFetch, number> {
  const levels = new Map(fetches.map((fetch) => [fetch, fetch.level]));
  const awaited = new Set(fetches.flatMap(({ after }) => after));
  // What has an id is awaited by a part of the answer that comes later.
  for (const fetch of fetches) if (fetch.node.id !== undefined) awaited.add(fetch);
  const last = fetches.filter((fetch) => isMergeable(fetch) && !awaited.has(fetch));
  for (const fetch of last.sort((one, other) => other.level - one.level)) {
    const others = fetches.filter(
      (other) => other !== fetch && isMergeable(other) && other.node.serviceName === fetch.node.serviceName,
    );
    if (others.some((other) => awaited.has(other) && other.level === fetch.level)) continue;
    const later = others.flatMap((other) => {
      const level = levels.get(other) ?? 0;
      return level > fetch.level ? level : [];
    });
    if (later.length > 0) levels.set(fetch, Math.min(...later));
  }
  return levels;
}

/** Whether a fetch is one of entities, which only read. */
function isMergeable({ node }: OrderedFetch): boolean {
  return node.requires !== undefined;
}
