import type { QueryPlanner } from '@graphql-hive/router-query-planner';
import { parse, print, validate } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Executor } from '../src/executor/executor.ts';
import { createPlanExecutor } from '../src/executor/plan-executor.ts';
import { type LoadedSupergraph, loadSupergraph } from '../src/planning/load-supergraph.ts';
import { auditSuites } from './audit/suites.ts';
import { auditSubgraphs } from './support/audit-subgraphs.ts';
import type { AuditCase, Fields } from './support/audit-suite.ts';
import { executionRequest } from './support/execution-request.ts';
import { planOfHive } from './support/hive-plan.ts';

// Two planners that share no code plan the audit's operations, and the same executor follows both plans over the same subgraphs: a
// plan that fetches too little, or from the wrong subgraph, would have to be made by both to go unseen.

const hive = await loadHive();
/** What Hive's planner 0.0.38 refuses to plan and Apollo's plans: what it says, and what there is about the operation. */
const refused: Readonly<Record<string, { readonly says: string; readonly why: string }>> = {
  '{ anotherUsers { ... on User { age id name } } }': {
    says: 'No paths found for selection item: age',
    why: 'a field of an implementation, where the interface is reached as an interface object: its type must be asked for first',
  },
  '{ list { items { title plays author { works { title ... on Song { beats } } } } } }': {
    says: 'No paths found for selection item: beats',
    why: 'the same, behind another interface object',
  },
  '{ thing { note } }': {
    says: 'No paths found for selection item: note',
    why: 'no subgraph implements the interface; of the empty plan that Apollo makes of it the gateway makes an error itself',
  },
};

describe.skipIf(typeof hive === 'string').each(auditSuites)(`$name${unavailable()}`, (suite) => {
  let supergraph: LoadedSupergraph;
  let ours: Executor;
  let theirs: Executor;
  beforeAll(async () => {
    const { supergraphSdl, transport } = auditSubgraphs(suite);
    supergraph = await loadSupergraph(supergraphSdl);
    if (typeof hive === 'string') throw new Error(hive);
    const planner = new hive.QueryPlanner(supergraphSdl);
    const plan: LoadedSupergraph['plan'] = (document, operationName) =>
      planOfHive(planner.plan(print(document), operationName, new Set(), 0));
    ours = createPlanExecutor({ supergraph, transport });
    theirs = createPlanExecutor({ supergraph: { ...supergraph, plan }, transport });
  });

  test.each(suite.cases)('$query', async ({ query, variables = {} }: AuditCase) => {
    if (validate(supergraph.clientSchema, parse(query)).length > 0) return;
    const answer = answerOf(theirs, query, variables);
    const refusal = refused[query];
    // What is listed must be so: what a newer planner plans is taken off the list.
    if (refusal) await expect(answer, refusal.why).rejects.toThrow(refusal.says);
    else expect(await answer).toEqual(await answerOf(ours, query, variables));
  });
});

/** Data, and of errors what counts: their codes, places and number; the order of fetches decides the rest. */
async function answerOf(executor: Executor, query: string, variables: Fields) {
  const answer = await executor.execute(executionRequest(query, { variables }));
  const { data, errors = [] } = JSON.parse(JSON.stringify(answer)) as {
    data?: unknown;
    errors?: { path?: (string | number)[]; extensions?: { code?: string } }[];
  };
  return {
    data,
    errors: errors.map(({ path, extensions }) => `${extensions?.code} ${path?.join('.') ?? ''}`).sort(),
  };
}

/** Its binary is there for Linux with glibc and for macOS. */
async function loadHive(): Promise<{ QueryPlanner: typeof QueryPlanner } | string> {
  try {
    return await import('@graphql-hive/router-query-planner');
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function unavailable(): string {
  return typeof hive === 'string' ? ` (Hive's planner does not load here: ${hive.split('\n')[0]})` : '';
}
