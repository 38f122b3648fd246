import type { FetchNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import { SubgraphError } from '../transport/subgraph-error.ts';
import type { SubgraphAnswer, SubgraphTransport } from '../transport/subgraph-transport.ts';
import { accountFor } from './accounted-fields.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import { mergeEntity, mergeInto } from './merge.ts';
import type { Cursor, PlanRun } from './plan-run.ts';
import type { PlanStep } from './plan-step.ts';
import { compileRepresenter, incomplete, type Representer } from './representations.ts';
import { compileRequestBody } from './request-body.ts';
import { compileRewrites, renamedKeys } from './rewrites.ts';
import { type SelectedFields, selectedFields } from './selected-fields.ts';
import {
  entityIndex,
  type FetchOrigin,
  reportAnswerErrors,
  reportFailure,
  reportUnasked,
} from './subgraph-failures.ts';
import type { TypeConditions } from './type-conditions.ts';

/** What compiled fetches work with. */
export interface FetchTools {
  readonly transport: SubgraphTransport;
  /** Type conditions of the supergraph, inaccessible types included. */
  readonly matches: TypeConditions;
  /** The supergraph's schema, inaccessible types included. */
  readonly schema: GraphQLSchema;
  /** Told of each fetch that got no usable answer, for logs and metrics. */
  readonly onFetchFailure?: ((error: SubgraphError, requestId: string) => void) | undefined;
}

/** A compiled fetch, and what it fetches where. */
export interface CompiledFetch {
  readonly step: PlanStep;
  readonly subgraph: string;
  /** What it fetches. */
  readonly fields: SelectedFields;
  /** Whether it fetches from entities that other fetches found. */
  readonly ofEntities: boolean;
}

/**
 * Compiles one fetch: build the request, send it, merge the answer into the cursor's targets.
 *
 * @param clientVariable the client's name for a variable of the plan
 */
export function compileFetch(
  node: FetchNode,
  { transport, matches, schema, onFetchFailure }: FetchTools,
  clientVariable: (name: string) => string,
): CompiledFetch {
  const subgraph = node.serviceName;
  const requestBody = compileRequestBody(node, clientVariable);
  const rewriteOutput = compileRewrites(node.outputRewrites, matches);
  const rewriteInput = compileRewrites(node.inputRewrites, matches);
  const represent = node.requires && compileRepresenter(node.requires, matches, schema);
  const repeatable = node.operationKind === 'query';
  const renamed = renamedKeys(node.outputRewrites);
  const fields = selectedFields(node.operation, represent !== undefined, renamed);
  const origin: FetchOrigin = { subgraph, fields, renamed, matches };
  return { step, subgraph, fields, ofEntities: represent !== undefined };

  async function step(run: PlanRun, cursor: Cursor): Promise<void> {
    if (cursor.targets.length === 0) return;
    try {
      await (represent ? fetchEntities(run, cursor, represent) : fetchRoot(run, cursor));
    } catch (error) {
      if (!(error instanceof SubgraphError)) throw error;
      onFetchFailure?.(error, run.requestId);
      reportFailure(run, cursor, origin, error);
    }
  }

  async function fetchRoot(run: PlanRun, cursor: Cursor): Promise<void> {
    const answer = await send(run, requestBody(run.variables));
    if (isJsonObject(answer.data)) {
      rewriteOutput?.(answer.data);
      for (const target of cursor.targets) mergeInto(target, answer.data);
    }
    if (answer.errors) reportAnswerErrors(run, cursor, origin, answer.errors);
  }

  async function fetchEntities(run: PlanRun, cursor: Cursor, represent: Representer): Promise<void> {
    const { representations, receivers } = collect(run, cursor, represent);
    if (representations.length === 0) return;
    const answer = await send(run, requestBody(run.variables, representations));
    const entities = isJsonObject(answer.data) ? answer.data['_entities'] : undefined;
    const usable = Array.isArray(entities) && entities.length === representations.length;
    if (usable) {
      const failed = answer.errors?.map(({ path }) => entityIndex(path));
      for (let index = 0; index < entities.length; index++) {
        const entity: unknown = entities[index];
        const waiting = receivers[index] ?? [];
        if (isJsonObject(entity)) receive(cursor, entity, waiting);
        // Without an error, of this entity or of no certain one, the subgraph says that it has no such entity.
        else if (entity === null && !failed?.some((one) => one === index || one === undefined))
          receiveNone(run, cursor, waiting);
      }
    }
    if (answer.errors) reportAnswerErrors(run, cursor, origin, answer.errors, receivers);
    // `_entities` is nullable in practice: a subgraph that fails as a whole answers null and its errors.
    if (usable || (answer.errors && (entities === null || entities === undefined))) return;
    throw new SubgraphError(
      'SUBGRAPH_BAD_RESPONSE',
      subgraph,
      `Subgraph '${subgraph}' answered with ${Array.isArray(entities) ? entities.length : 'no'} entities ` +
        `instead of ${representations.length}.`,
    );
  }

  /** Takes one entity of an answer for all the targets that await it. */
  function receive(cursor: Cursor, entity: JsonObject, waiting: readonly number[]): void {
    if (rewriteOutput) {
      entity['__typename'] ??= cursor.targets[waiting[0] ?? 0]?.['__typename'];
      rewriteOutput(entity);
    }
    for (const index of waiting) {
      const target = cursor.targets[index];
      if (target) mergeEntity(target, entity, matches);
    }
  }

  function receiveNone(run: PlanRun, cursor: Cursor, waiting: readonly number[]): void {
    for (const index of waiting) {
      const target = cursor.targets[index];
      if (!target) continue;
      run.absent.add(target);
      accountFor(run.accounted, target, fields, 'none');
    }
  }

  /** One representation for each distinct entity, and for each of them the targets that await its answer. */
  function collect(run: PlanRun, cursor: Cursor, represent: Representer) {
    const representations: string[] = [];
    const receivers: number[][] = [];
    const seen = new Map<string, number[]>();
    const unasked: JsonObject[] = [];
    const { targets } = cursor;
    for (let index = 0; index < targets.length; index++) {
      const target = targets[index];
      const representation = target && represent(target);
      if (!representation) continue;
      if (representation === incomplete) {
        unasked.push(target);
        continue;
      }
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
    if (unasked.length > 0) reportUnasked(run, { path: cursor.path, targets: unasked }, origin);
    return { representations, receivers };
  }

  function send(run: PlanRun, body: string): Promise<SubgraphAnswer> {
    const { requestId, caller } = run;
    return transport.send({ subgraph, body, repeatable, requestId, caller });
  }
}
