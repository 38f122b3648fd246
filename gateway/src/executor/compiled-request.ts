import type { EntityFetch, SubgraphAnswer } from '../transport/subgraph-transport.ts';
import type { PlanRun } from './plan-run.ts';
import type { RequestBody } from './request-body.ts';
import type { Rewrite } from './rewrites.ts';
import type { FetchOrigin } from './subgraph-failures.ts';

/** The part of a compiled fetch that does not depend on where in the data it works. */
export interface CompiledRequest {
  readonly origin: FetchOrigin;
  /** Writes the body of a request. */
  readonly body: RequestBody;
  /** What a fetch of entities selects of each; empty for one of root fields. */
  readonly selection: string;
  /** Renames in an answer what the plan had to call otherwise. */
  readonly rewriteOutput: Rewrite | undefined;
  /** Sends a body. Rejects with a `SubgraphError` when there is no GraphQL answer. */
  send(run: PlanRun, body: string, entities?: EntityFetch): Promise<SubgraphAnswer>;
}
