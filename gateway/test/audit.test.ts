import { parse, validate } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Executor } from '../src/executor/executor.ts';
import { createPlanExecutor } from '../src/executor/plan-executor.ts';
import { type LoadedSupergraph, loadSupergraph } from '../src/planning/load-supergraph.ts';
import { auditSuites } from './audit/suites.ts';
import { auditSubgraphs } from './support/audit-subgraphs.ts';
import type { AuditCase } from './support/audit-suite.ts';
import { executionRequest } from './support/execution-request.ts';

// What the public audit of federation gateways looks at, in subgraphs, data and operations of our own. A suite's name begins
// with that of the audit's suite whose idea it has.

describe.each(auditSuites)('$name', (suite) => {
  let supergraph: LoadedSupergraph;
  let executor: Executor;
  beforeAll(async () => {
    const { supergraphSdl, transport } = auditSubgraphs(suite);
    supergraph = await loadSupergraph(supergraphSdl);
    executor = createPlanExecutor({ supergraph, transport });
  });

  test.each(suite.cases)('$query', async ({ query, variables = {}, data, errors = [] }: AuditCase) => {
    const invalid = validate(supergraph.clientSchema, parse(query));
    const answer =
      invalid.length > 0
        ? { errors: invalid }
        : await executor.execute(executionRequest(query, { variables }));
    const { data: answered, errors: told = [] } = JSON.parse(JSON.stringify(answer));
    expect({ data: answered, errors: told.map(errorText) }).toEqual({ data, errors });
  });
});

function errorText({ path, extensions }: { path?: (string | number)[]; extensions?: { code?: string } }) {
  return [extensions?.code ?? 'GRAPHQL_VALIDATION_FAILED', ...(path ? [path.join('.')] : [])].join(' ');
}
