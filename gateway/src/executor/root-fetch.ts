import { isJsonObject } from '../data/json.ts';
import type { CompiledRequest } from './compiled-request.ts';
import { mergeInto } from './merge.ts';
import type { PlanStep } from './plan-run.ts';
import { reportAnswerErrors } from './subgraph-failures.ts';

/** Compiles a fetch of root fields. Its step rejects with a `SubgraphError` when there is no usable answer. */
export function compileRootFetch({ origin, body, rewriteOutput, send }: CompiledRequest): PlanStep {
  return async (run, cursor) => {
    const answer = await send(run, body.write(body.variables(run.variables)));
    if (isJsonObject(answer.data)) {
      rewriteOutput?.(answer.data);
      for (const target of cursor.targets) mergeInto(target, answer.data);
    }
    if (answer.errors) reportAnswerErrors(run, cursor, origin, answer.errors);
  };
}
