import type { ResponsePath } from '@apollo/query-planner';
import { isJsonObject, type JsonObject } from '../data/json.ts';
import { SubgraphError } from '../transport/subgraph-error.ts';
import type { SubgraphAnswer } from '../transport/subgraph-transport.ts';
import { collectAt } from './data-path.ts';
import { mergeInto } from './merge.ts';
import { noteKept, type PlanRun, type PlanStep } from './plan-run.ts';
import type { RequestBody } from './request-body.ts';
import type { Rewrite } from './rewrites.ts';
import { type FetchOrigin, reportAnswerErrors, reportFailure } from './subgraph-failures.ts';

/** What {@link compileRootFetch} needs. */
export interface RootFetchOptions {
  /** Where the root type stands in the data: at its root, but for a field that gives `Query`. */
  readonly path: ResponsePath;
  readonly origin: FetchOrigin;
  readonly body: RequestBody;
  /** Renames in an answer what the plan had to call otherwise. */
  readonly rewriteOutput: Rewrite | undefined;
  /** Sends a body, told with which variables it is written. Rejects with a `SubgraphError` when there is no GraphQL answer. */
  readonly send: (run: PlanRun, body: string, variables: string) => Promise<SubgraphAnswer>;
  readonly onFetchFailure: ((error: SubgraphError, requestId: string) => void) | undefined;
}

/** Compiles a fetch of root fields. */
export function compileRootFetch(options: RootFetchOptions): PlanStep {
  const { path, origin, body, rewriteOutput, send, onFetchFailure } = options;
  return async (run) => {
    const targets: JsonObject[] = [];
    collectAt(run.data, path, 0, targets);
    if (targets.length === 0) return;
    const cursor = { path, targets };
    let answer: SubgraphAnswer;
    try {
      const variables = body.variables(run.variables);
      answer = await send(run, body.write(variables, []), variables);
    } catch (error) {
      if (!(error instanceof SubgraphError)) throw error;
      onFetchFailure?.(error, run.requestId);
      reportFailure(run, cursor, origin, error);
      return;
    }
    noteKept(run, answer);
    if (isJsonObject(answer.data)) {
      rewriteOutput?.(answer.data);
      for (const target of targets) mergeInto(target, answer.data);
    }
    if (answer.errors) reportAnswerErrors(run, [{ cursor, origin }], answer.errors);
  };
}
