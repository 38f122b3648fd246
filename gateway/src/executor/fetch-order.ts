import type { FetchNode, PlanNode, ResponsePath } from '@apollo/query-planner';

/** A fetch of a plan, where it is to be made, and after which others. */
export interface OrderedFetch {
  readonly node: FetchNode;
  /** Path from the root of the data to the objects for which it fetches. */
  readonly path: ResponsePath;
  /** Fetches that must be done before it. */
  readonly after: readonly OrderedFetch[];
  /** How many fetches are in the longest chain before it. */
  readonly level: number;
}

/** Reads the fetches of a plan, each after those that it waits for. */
export function orderFetches(plan: PlanNode): OrderedFetch[] {
  const fetches: OrderedFetch[] = [];
  order(plan, [], []);
  return fetches;

  /** Orders the fetches of a node after others, and gives those for which whatever follows the node must wait. */
  function order(
    node: PlanNode,
    path: ResponsePath,
    after: readonly OrderedFetch[],
  ): readonly OrderedFetch[] {
    switch (node.kind) {
      case 'Sequence':
        return node.nodes.reduce((before, child) => order(child, path, before), after);
      case 'Parallel': {
        const last = new Set(node.nodes.flatMap((child) => order(child, path, after)));
        return [...last];
      }
      case 'Flatten':
        return order(node.node, [...path, ...node.path], after);
      case 'Fetch': {
        const level = 1 + Math.max(-1, ...after.map((fetch) => fetch.level));
        const fetch = { node, path, after, level };
        fetches.push(fetch);
        return [fetch];
      }
      case 'Condition':
        // Conditions are resolved before an operation is planned.
        throw new Error('the plan has a condition');
      case 'Defer':
        throw new Error('the plan defers something below its root');
    }
  }
}
