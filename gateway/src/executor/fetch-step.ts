import type { FetchNode } from '@apollo/query-planner';
import { SubgraphError } from '../transport/subgraph-error.ts';
import type { SubgraphAnswer, SubgraphTransport } from '../transport/subgraph-transport.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import { mergeInto } from './merge.ts';
import type { Cursor, PlanRun } from './plan-run.ts';
import type { PlanStep } from './plan-step.ts';
import { compileRepresenter, type Representer } from './representations.ts';
import { compileRequestBody } from './request-body.ts';
import { compileRewrites } from './rewrites.ts';
import { reportAnswerErrors, reportFailure } from './subgraph-failures.ts';
import { topLevelNames } from './top-level-names.ts';
import type { TypeConditions } from './type-conditions.ts';

/** What compiled fetches work with. */
export interface FetchTools {
  readonly transport: SubgraphTransport;
  /** Type conditions of the supergraph, inaccessible types included. */
  readonly matches: TypeConditions;
  /** Told of each fetch that got no usable answer, for logs and metrics. */
  readonly onFetchFailure?: ((error: SubgraphError, requestId: string) => void) | undefined;
}

/** Compiles one fetch: build the request, send it, merge the answer into the cursor's targets. */
export function compileFetch(node: FetchNode, { transport, matches, onFetchFailure }: FetchTools): PlanStep {
  const subgraph = node.serviceName;
  const requestBody = compileRequestBody(node);
  const rewriteOutput = compileRewrites(node.outputRewrites, matches);
  const rewriteInput = compileRewrites(node.inputRewrites, matches);
  const represent = node.requires && compileRepresenter(node.requires, matches);
  const repeatable = node.operationKind === 'query';
  const origin = { subgraph, fields: topLevelNames(node.operation, represent !== undefined) };

  return async (run, cursor) => {
    if (cursor.targets.length === 0) return;
    try {
      await (represent ? fetchEntities(run, cursor, represent) : fetchRoot(run, cursor));
    } catch (error) {
      if (!(error instanceof SubgraphError)) throw error;
      onFetchFailure?.(error, run.requestId);
      reportFailure(run, cursor, origin, error);
    }
  };

  async function fetchRoot(run: PlanRun, cursor: Cursor): Promise<void> {
    const answer = await send(run, requestBody(run.variables));
    if (answer.errors) reportAnswerErrors(run, cursor, origin, answer.errors);
    if (!isJsonObject(answer.data)) return;
    rewriteOutput?.(answer.data);
    for (const target of cursor.targets) mergeInto(target, answer.data);
  }

  async function fetchEntities(run: PlanRun, cursor: Cursor, represent: Representer): Promise<void> {
    const { representations, receivers } = collect(cursor.targets, represent);
    if (representations.length === 0) return;
    const answer = await send(run, requestBody(run.variables, representations));
    if (answer.errors) reportAnswerErrors(run, cursor, origin, answer.errors, receivers);
    if (!isJsonObject(answer.data)) return;
    const entities = answer.data['_entities'];
    if (!Array.isArray(entities) || entities.length !== representations.length) {
      // `_entities` is nullable in practice: a subgraph that fails as a whole answers null and its errors.
      if (answer.errors) return;
      throw new SubgraphError(
        'SUBGRAPH_BAD_RESPONSE',
        subgraph,
        `Subgraph '${subgraph}' answered with ${Array.isArray(entities) ? entities.length : 'no'} entities ` +
          `instead of ${representations.length}.`,
      );
    }
    for (let index = 0; index < entities.length; index++) {
      const entity: unknown = entities[index];
      if (!isJsonObject(entity)) continue;
      const at = receivers[index] ?? [];
      if (rewriteOutput) {
        entity['__typename'] ??= cursor.targets[at[0] ?? 0]?.['__typename'];
        rewriteOutput(entity);
      }
      for (const target of at) {
        const receiver = cursor.targets[target];
        if (receiver) mergeInto(receiver, entity);
      }
    }
  }

  /** One representation for each distinct entity, and for each of them the targets that await its answer. */
  function collect(targets: readonly JsonObject[], represent: Representer) {
    const representations: string[] = [];
    const receivers: number[][] = [];
    const seen = new Map<string, number[]>();
    for (let index = 0; index < targets.length; index++) {
      const target = targets[index];
      const representation = target && represent(target);
      if (!representation) continue;
      rewriteInput?.(representation);
      const text = JSON.stringify(representation);
      const known = seen.get(text);
      if (known) {
        known.push(index);
        continue;
      }
      const waiting = [index];
      seen.set(text, waiting);
      representations.push(text);
      receivers.push(waiting);
    }
    return { representations, receivers };
  }

  function send(run: PlanRun, body: string): Promise<SubgraphAnswer> {
    const { requestId, caller } = run;
    return transport.send({ subgraph, body, repeatable, requestId, caller });
  }
}
