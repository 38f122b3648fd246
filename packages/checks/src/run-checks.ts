import type { Finding, TaskName } from '@throughgate/registry-client';
import type { CheckInput, CheckOutput } from './check-input.ts';
import { checkComposition } from './composition/check-composition.ts';

/**
 * Runs all checks on a change, so that one run tells everything that is wrong. Without a supergraph there is nothing
 * that operations could be checked against; the other checks need none.
 */
export async function runChecks(input: CheckInput): Promise<CheckOutput> {
  // Loaded when needed: they are most of the code, and whoever only composes has no use for them.
  const [
    { checkOperations },
    { checkLint },
    { checkEvents },
    { checkClassification },
    { checkAuthorization },
  ] = await Promise.all([
    import('./operations/check-operations.ts'),
    import('./lint/check-lint.ts'),
    import('./events/check-events.ts'),
    import('./classification/check-classification.ts'),
    import('./authorization/check-authorization.ts'),
  ]);
  const { supergraphSdl, findings: composition } = input.composition ?? checkComposition(input);
  const {
    findings: operations,
    changes,
    checked,
  } = supergraphSdl === null
    ? { findings: [], changes: [], checked: 0 }
    : checkOperations(input, supergraphSdl);
  const found = {
    composition,
    operations,
    lint: await checkLint(input),
    events: checkEvents(input),
    classification: checkClassification(input),
    authorization: checkAuthorization(input, supergraphSdl),
  } as const satisfies Record<TaskName, readonly Finding[]>;
  const tasks = Object.fromEntries(
    Object.entries(found).map(([name, findings]) => [name, summarise(findings)]),
  ) as CheckOutput['tasks'];
  if (supergraphSdl === null) {
    tasks.operations = { status: 'SKIPPED', errors: 0, warnings: 0, note: 'the subgraphs do not compose' };
  }
  const order = { error: 0, warning: 1, info: 2 };
  return {
    supergraphSdl,
    findings: Object.values(found)
      .flat()
      .sort((a, b) => order[a.severity] - order[b.severity]),
    changes,
    tasks,
    checkedOperations: checked,
  };
}

function summarise(findings: readonly Finding[]): CheckOutput['tasks'][TaskName] {
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  return { status: errors > 0 ? 'FAILED' : warnings > 0 ? 'WARNED' : 'PASSED', errors, warnings };
}
