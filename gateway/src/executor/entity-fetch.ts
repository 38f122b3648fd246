import { isJsonObject, type JsonObject } from '../data/json.ts';
import { SubgraphError } from '../transport/subgraph-error.ts';
import { accountFor } from './accounted-fields.ts';
import type { CompiledRequest } from './compiled-request.ts';
import { mergeEntity } from './merge.ts';
import type { Cursor, PlanRun, PlanStep } from './plan-run.ts';
import { representationCollector } from './representation-collector.ts';
import type { Representer } from './representer.ts';
import type { Rewrite } from './rewrites.ts';
import { entityIndex, reportAnswerErrors, reportUnasked } from './subgraph-failures.ts';

/**
 * Compiles a fetch of fields of entities that other fetches found. Its step rejects with a `SubgraphError` when there is no
 * usable answer.
 *
 * @param represent takes from an entity what the subgraph needs to recognise it
 * @param rewriteInput changes that for the subgraph
 */
export function compileEntityFetch(
  { origin, body, selection, rewriteOutput, send }: CompiledRequest,
  represent: Representer,
  rewriteInput: Rewrite | undefined,
): PlanStep {
  const { subgraph, fields, matches } = origin;
  const collect = representationCollector(represent, rewriteInput);

  return async (run, cursor) => {
    const { representations, receivers, unasked } = collect(cursor.targets);
    if (unasked.length > 0) reportUnasked(run, { path: cursor.path, targets: unasked }, origin);
    if (representations.length === 0) return;
    const variables = body.variables(run.variables);
    const answer = await send(run, body.write(variables, representations), {
      parts: [{ alias: '_entities', selection, variables, representations }],
      body: ([asked]) => body.write(variables, asked),
    });
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
  };

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
}
