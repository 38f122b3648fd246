import { parse, validate } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Executor } from '../src/executor/executor.ts';
import { createPlanExecutor } from '../src/executor/plan-executor.ts';
import { type LoadedSupergraph, loadSupergraph } from '../src/planning/load-supergraph.ts';
import { abstractTypes } from './audit/abstract-types.ts';
import { extensions } from './audit/extensions.ts';
import { interfaceObjects } from './audit/interface-objects.ts';
import { keys } from './audit/keys.ts';
import { overrides } from './audit/overrides.ts';
import { provides } from './audit/provides.ts';
import { requires } from './audit/requires.ts';
import { roots } from './audit/roots.ts';
import { auditSubgraphs } from './support/audit-subgraphs.ts';
import type { AuditCase, AuditSuite } from './support/audit-suite.ts';
import { executionRequest } from './support/execution-request.ts';

// What the public audit of federation gateways looks at, in subgraphs, data and operations of our own. A suite's name begins
// with that of the audit's suite whose idea it has.

const suites: readonly AuditSuite[] = [
  ...keys,
  ...requires,
  ...provides,
  ...overrides,
  ...extensions,
  ...interfaceObjects,
  ...abstractTypes,
  ...roots,
];

describe.each(suites)('$name', (suite) => {
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
