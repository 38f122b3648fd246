import type { DeferNode, PlanNode } from '@apollo/query-planner';
import type { PlanStep } from './plan-run.ts';

/** A part of a plan whose answer may go to the client before what it defers is fetched. */
export interface DeferringPlan {
  /** `undefined` when nothing is fetched. */
  readonly step: PlanStep | undefined;
  /** Ids of the fetches of `step` for which something deferred waits. */
  readonly ids: readonly string[];
  readonly deferred: readonly DeferredStep[];
}

/** What is fetched for one deferred fragment. */
export interface DeferredStep extends DeferringPlan {
  /** Name of the fragment. */
  readonly name: string;
  /** Ids of the fetches that must be done before. */
  readonly depends: readonly string[];
}

/**
 * Compiles a plan that defers something, and what that defers in turn.
 *
 * @param compile compiles a plan that defers nothing
 */
export function compileDeferring(
  { primary, deferred }: DeferNode,
  compile: (node: PlanNode) => PlanStep,
): DeferringPlan {
  return {
    step: primary.node && compile(primary.node),
    ids: primary.node ? idsOf(primary.node) : [],
    deferred: deferred.map(({ label = '', depends, node }) => ({
      ...(node?.kind === 'Defer'
        ? compileDeferring(node, compile)
        : { step: node && compile(node), ids: node ? idsOf(node) : [], deferred: [] }),
      name: label,
      depends: depends.map(({ id }) => id),
    })),
  };
}

function idsOf(node: PlanNode): string[] {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return node.nodes.flatMap(idsOf);
    case 'Flatten':
      return idsOf(node.node);
    case 'Fetch':
      return node.id === undefined ? [] : [node.id];
    default:
      return [];
  }
}
