import type { FetchNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import type { TypeConditions } from '../planning/type-conditions.ts';
import { SubgraphError } from '../transport/subgraph-error.ts';
import type { SubgraphTransport } from '../transport/subgraph-transport.ts';
import type { CompiledRequest } from './compiled-request.ts';
import { compileEntityFetch } from './entity-fetch.ts';
import { entitySelection } from './entity-selection.ts';
import type { Cursor, PlanRun, PlanStep } from './plan-run.ts';
import { compileRepresenter } from './representer.ts';
import { compileRequestBody } from './request-body.ts';
import { compileRewrites, renamedKeys } from './rewrites.ts';
import { compileRootFetch } from './root-fetch.ts';
import { type SelectedFields, selectedFields } from './selected-fields.ts';
import { reportFailure } from './subgraph-failures.ts';

/** What compiled fetches work with. */
export interface FetchOptions {
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
  { transport, matches, schema, onFetchFailure }: FetchOptions,
  clientVariable: (name: string) => string,
): CompiledFetch {
  const subgraph = node.serviceName;
  const represent = node.requires && compileRepresenter(node.requires, matches, schema);
  const ofEntities = represent !== undefined;
  const repeatable = node.operationKind === 'query';
  const renamed = renamedKeys(node.outputRewrites);
  const fields = selectedFields(node.operation, ofEntities, renamed);
  const request: CompiledRequest = {
    origin: { subgraph, fields, renamed, matches },
    body: compileRequestBody(node, clientVariable),
    selection: ofEntities ? entitySelection(node.operation) : '',
    rewriteOutput: compileRewrites(node.outputRewrites, matches),
    send: ({ requestId, caller }, body, entities) =>
      transport.send({ subgraph, body, repeatable, requestId, caller, entities }),
  };
  const fetch = represent
    ? compileEntityFetch(request, represent, compileRewrites(node.inputRewrites, matches))
    : compileRootFetch(request);
  return { step, subgraph, fields, ofEntities };

  async function step(run: PlanRun, cursor: Cursor): Promise<void> {
    if (cursor.targets.length === 0) return;
    try {
      await fetch(run, cursor);
    } catch (error) {
      if (!(error instanceof SubgraphError)) throw error;
      onFetchFailure?.(error, run.requestId);
      reportFailure(run, cursor, request.origin, error);
    }
  }
}
