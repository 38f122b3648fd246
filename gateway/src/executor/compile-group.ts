import type { FetchNode, ResponsePath } from '@apollo/query-planner';
import type { TypeConditions } from '../planning/type-conditions.ts';
import { compileEntityFetch } from './entity-fetch.ts';
import { compileEntityParts } from './entity-part.ts';
import type { FetchGroup } from './fetch-groups.ts';
import type { FetchOptions } from './fetch-options.ts';
import type { OrderedFetch } from './fetch-order.ts';
import type { PlanStep } from './plan-run.ts';
import { compileRequestBody } from './request-body.ts';
import { compileRewrites, renamedKeys } from './rewrites.ts';
import { compileRootFetch } from './root-fetch.ts';
import { type SelectedFields, selectedFields } from './selected-fields.ts';
import type { FetchOrigin } from './subgraph-failures.ts';

/** What a fetch of a plan fetches, and where. */
export interface CompiledFetch {
  readonly subgraph: string;
  /** Names from the root of the response; lists are not told. */
  readonly place: readonly string[];
  /** What it fetches. */
  readonly fields: SelectedFields;
  /** Whether it fetches from entities that other fetches found. */
  readonly ofEntities: boolean;
}

/**
 * Compiles the fetches that go as one request: build it, send it, merge the answer into the data.
 *
 * @param clientVariable the client's name for a variable of the plan
 */
export function compileGroup(
  { subgraph, fetches }: FetchGroup,
  options: FetchOptions,
  clientVariable: (name: string) => string,
): { readonly step: PlanStep; readonly fetches: readonly CompiledFetch[] } {
  const { transport, matches, onFetchFailure } = options;
  const compiled = fetches.map((fetch) => {
    const origin = originOf(fetch.node, matches);
    const place = fetch.path.map(String).filter((name) => name !== '@');
    const ofEntities = fetch.node.requires !== undefined;
    return { fetch, origin, told: { subgraph, place, fields: origin.fields, ofEntities } };
  });
  const [first] = compiled;
  if (!first) throw new Error('a group without fetches');
  const { node } = first.fetch;
  const step = node.requires ? entityStep() : rootStep(node, first.fetch.path, first.origin);
  return { step: telling(step, fetches), fetches: compiled.map(({ told }) => told) };

  function entityStep(): PlanStep {
    return compileEntityFetch({
      subgraph,
      ...compileEntityParts(compiled, options, clientVariable),
      send: ({ requestId, caller }, body, entities) =>
        transport.send({ subgraph, body, repeatable: true, requestId, caller, entities }),
      onFetchFailure,
    });
  }

  function rootStep(root: FetchNode, path: ResponsePath, origin: FetchOrigin): PlanStep {
    const { operation: document } = root;
    const repeatable = root.operationKind === 'query';
    return compileRootFetch({
      path,
      origin,
      body: compileRequestBody({
        query: root.operation,
        operationName: root.operationName,
        usages: root.variableUsages ?? [],
        clientVariable,
        representations: [],
      }),
      rewriteOutput: compileRewrites(root.outputRewrites, matches),
      send: ({ requestId, caller }, body, variables) => {
        const asked = repeatable ? { document, variables } : undefined;
        return transport.send({ subgraph, body, repeatable, requestId, caller, root: asked });
      },
      onFetchFailure,
    });
  }
}

/** A step that tells when fetches are done that others wait for by their id. */
function telling(step: PlanStep, fetches: readonly OrderedFetch[]): PlanStep {
  const ids = fetches.flatMap(({ node }) => node.id ?? []);
  if (ids.length === 0) return step;
  return async (run) => {
    await step(run);
    for (const id of ids) run.fetched?.(id);
  };
}

function originOf(node: FetchNode, matches: TypeConditions): FetchOrigin {
  const renamed = renamedKeys(node.outputRewrites);
  const fields = selectedFields(node.operation, node.requires !== undefined, renamed);
  return { subgraph: node.serviceName, fields, renamed, matches };
}
