import type { CheckResult, Finding, GraphChange } from '@throughgate/registry-client';
import type { EnvelopeError } from './outcome.ts';

type TaskStatus = CheckResult['tasks'][keyof CheckResult['tasks']]['status'];

/** A check as Rover's JSON has it (`rover subgraph check --format json`), and beside it all that the hub knows. */
export function checkData(check: CheckResult): Record<string, unknown> {
  const { coreSchemaModified, tasks, findings, changes, checkedOperations, base, supergraph } = check;
  // Rover's words: a part that was skipped had nothing to do, or waits for what failed.
  const taskStatus = {
    PASSED: 'PASSED',
    WARNED: 'PASSED',
    FAILED: 'FAILED',
    SKIPPED: check.success ? 'PASSED' : 'BLOCKED',
  } as const satisfies Record<TaskStatus, string>;
  return {
    core_schema_modified: coreSchemaModified,
    tasks: {
      composition: { task_status: taskStatus[tasks.composition.status] },
      operations: {
        task_status: taskStatus[tasks.operations.status],
        operation_check_count: checkedOperations,
        changes: changes.map(roverChange),
        failure_count: changes.filter(({ verdict }) => verdict === 'blocked').length,
      },
      lint: {
        task_status: taskStatus[tasks.lint.status],
        diagnostics: findings.filter(({ code }) => code === 'HUB-C020').map(roverDiagnostic),
        errors_count: tasks.lint.errors,
        warnings_count: tasks.lint.warnings,
      },
      events: { task_status: taskStatus[tasks.events.status] },
      classification: { task_status: taskStatus[tasks.classification.status] },
      authorization: { task_status: taskStatus[tasks.authorization.status] },
    },
    base,
    supergraph,
    findings,
    changes,
    checks: tasks,
    milliseconds: check.milliseconds,
  };
}

/** `error` of the envelope of a check that failed: the first error's code, and Rover's build errors. */
export function checkError(findings: readonly Finding[], message: string): EnvelopeError {
  const code = findings.find(({ severity }) => severity === 'error')?.code ?? null;
  const errors = buildErrors(findings);
  return { message, code, ...(errors.length > 0 ? { details: { build_errors: errors } } : {}) };
}

function roverChange({ kind, description, verdict }: GraphChange) {
  return { code: kind, description, severity: verdict === 'blocked' ? 'FAIL' : 'PASS' };
}

function roverDiagnostic({ rule, severity, message, coordinate, places: [place] }: Finding) {
  return {
    rule,
    level: severity.toUpperCase(),
    message,
    coordinate: coordinate ?? null,
    file: place?.file ?? null,
    start_line: place?.line ?? null,
    start_column: place?.column ?? null,
  };
}

/** Codes of findings that keep the subgraphs from composing: Rover's build errors. */
const compositionCodes = /^HUB-C0(0[1-58]|2[78])$/;

/** An error of composition as Rover's envelope holds it. */
export interface BuildError {
  readonly message: string;
  readonly code: string;
  readonly type: 'composition';
  readonly nodes: readonly {
    readonly subgraph: string;
    readonly source: string;
    readonly start: { readonly line: number; readonly column: number };
  }[];
}

/** Those of the findings that keep the subgraphs from composing, as Rover's envelope holds them. */
export function buildErrors(findings: readonly Finding[]): BuildError[] {
  return findings
    .filter(({ code, severity }) => severity === 'error' && compositionCodes.test(code))
    .map(({ message, code, rule, places }) => ({
      message,
      code: rule ?? code,
      type: 'composition',
      nodes: places.map(({ subgraph, file, line, column }) => ({
        subgraph,
        source: file,
        start: { line, column },
      })),
    }));
}
