import type { CheckResult, Finding, GraphChange, PublishResult } from '@throughgate/registry-client';
import { describe, expect, it } from 'vitest';
import { publishOutcome } from '../src/commands/subgraph/publish-outcome.ts';
import { checkOutcome } from '../src/output/check-outcome.ts';
import { formatEnvelope } from '../src/output/outcome.ts';

const places = [{ subgraph: 'housing', file: 'housing.graphql', line: 7, column: 5 }];
const lint: Finding = {
  code: 'HUB-C020',
  severity: 'warning',
  rule: 'FIELD_NAMES_SHOULD_BE_CAMEL_CASE',
  message: 'Write postCode.',
  subgraph: 'housing',
  coordinate: 'Tenancy.post_code',
  places,
  fix: 'Rename it.',
};
const broken: Finding = {
  code: 'HUB-C002',
  severity: 'error',
  rule: 'INVALID_FIELD_SHARING',
  message: 'Two define it.',
  subgraph: 'housing',
  places,
  fix: 'Read.',
};
const change: GraphChange = {
  id: 'FIELD_REMOVED:Tenancy.postcode',
  kind: 'FIELD_REMOVED',
  description: "Field 'postcode' was removed",
  coordinate: 'Tenancy.postcode',
  impact: 'breaking',
  verdict: 'blocked',
  operations: [
    { hash: 'a'.repeat(64), name: 'Homes', clients: ['app@1.2'], requests: 34, registered: false },
  ],
  operationCount: 5,
};
const passed = { status: 'PASSED', errors: 0, warnings: 0 } as const;
const check: CheckResult = {
  success: false,
  base: null,
  supergraph: null,
  coreSchemaModified: true,
  tasks: {
    composition: { status: 'FAILED', errors: 1, warnings: 0 },
    operations: { status: 'SKIPPED', errors: 0, warnings: 0, note: 'the subgraphs do not compose' },
    lint: { status: 'WARNED', errors: 0, warnings: 1 },
    events: passed,
    classification: passed,
    authorization: passed,
  },
  findings: [broken, lint],
  changes: [change],
  checkedOperations: 12,
  milliseconds: 321,
};

describe('a check that fails', () => {
  const outcome = checkOutcome(check, 'housing');

  it('does not succeed', () => expect(outcome.success).toBe(false));

  it("has the data of Rover's JSON", () => {
    expect(outcome.data).toMatchObject({
      core_schema_modified: true,
      tasks: {
        operations: {
          task_status: 'BLOCKED',
          operation_check_count: 12,
          changes: [{ code: 'FIELD_REMOVED', description: "Field 'postcode' was removed", severity: 'FAIL' }],
          failure_count: 1,
        },
        lint: {
          task_status: 'PASSED',
          diagnostics: [
            {
              rule: 'FIELD_NAMES_SHOULD_BE_CAMEL_CASE',
              level: 'WARNING',
              message: 'Write postCode.',
              coordinate: 'Tenancy.post_code',
              start_line: 7,
            },
          ],
          errors_count: 0,
          warnings_count: 1,
        },
      },
      findings: check.findings,
      changes: check.changes,
    });
  });

  it("has Rover's build errors, with code and place", () => {
    expect(outcome.error).toEqual({
      message: 'The check failed.',
      code: 'HUB-C002',
      details: {
        build_errors: [
          {
            message: 'Two define it.',
            code: 'INVALID_FIELD_SHARING',
            type: 'composition',
            nodes: [{ subgraph: 'housing', source: 'housing.graphql', start: { line: 7, column: 5 } }],
          },
        ],
      },
    });
  });

  it('tells people who uses what breaks, how to accept it, and the sum', () => {
    expect(outcome.text).toContain('Homes (app@1.2; 34 requests)');
    expect(outcome.text).toContain('and 4 more');
    expect(outcome.text).toContain(
      "hub subgraph approve housing --change 'FIELD_REMOVED:Tenancy.postcode' --reason",
    );
    expect(outcome.text).toMatch(/^operations\s+skipped\s+0\s+0\s+the subgraphs do not compose$/m);
    expect(outcome.text).toMatch(/Check failed: 1 error, 1 warning, in 0\.3 s\.\n$/);
  });
});

it('a check that passes waits for nothing: what was skipped counts as passed', () => {
  const base = `sha256:${'a'.repeat(64)}`;
  const passed = { ...check, base, success: true, findings: [], changes: [] };
  const { data, error, text } = checkOutcome(passed, 'housing');
  expect(text).toContain('0 warnings against supergraph aaaaaaaaaaaa, in ');
  expect(data).toMatchObject({ tasks: { operations: { task_status: 'PASSED' } } });
  expect(error).toBeUndefined();
});

describe('a publication', () => {
  const result: PublishResult = {
    published: true,
    unchanged: false,
    supergraphWasUpdated: true,
    supergraph: `sha256:${'b'.repeat(64)}`,
    publication: {
      revision: 3,
      kind: 'publish',
      at: '2026-11-22T10:00:00.000Z',
      by: 'ci',
      message: null,
      git: null,
      supergraph: `sha256:${'b'.repeat(64)}`,
      subgraphs: [{ name: 'housing', version: `sha256:${'c'.repeat(64)}`, previous: null }],
    },
    check: { ...check, success: true, findings: [], changes: [] },
  };

  it("has the data of Rover's JSON, and says which revision the graph has", () => {
    const { success, data, text } = publishOutcome(result, 'housing');
    expect(success).toBe(true);
    expect(data).toMatchObject({
      api_schema_hash: result.supergraph,
      subgraph_was_created: true,
      subgraph_was_updated: true,
      supergraph_was_updated: true,
    });
    expect(text).toContain(
      'Published: housing cccccccccccc. The graph has changed; this is revision 3, supergraph ',
    );
  });

  it('that was refused does not succeed', () => {
    const refused = { ...result, published: false, supergraphWasUpdated: false, publication: null, check };
    const { success, error, text } = publishOutcome(refused, 'housing');
    expect(success).toBe(false);
    expect(error?.details).toHaveProperty('build_errors');
    expect(text).toContain('Nothing was published.');
  });

  it('of what is live already succeeds and changes nothing', () => {
    const unchanged = { ...result, published: false, unchanged: true, publication: null };
    expect(publishOutcome(unchanged, undefined)).toMatchObject({
      success: true,
      data: { subgraph_was_updated: false },
      text: expect.stringContaining('live already'),
    });
  });
});

it('the envelope is one line of JSON', () => {
  expect(formatEnvelope(true, { a: 'x\ny' }, null)).toBe(
    '{"json_version":"1","data":{"a":"x\\ny","success":true},"error":null}\n',
  );
});
