import type { CheckInput, CheckOutput } from '../checks/check-input.ts';
import { checkComposition } from '../checks/composition/check-composition.ts';

/** Checks whether a change composes, and nothing else. */
export function checkCompositionOnly(input: CheckInput): CheckOutput {
  const { supergraphSdl, findings } = checkComposition(input);
  const skipped = {
    status: 'SKIPPED',
    errors: 0,
    warnings: 0,
    note: 'only composition was asked for',
  } as const;
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  return {
    supergraphSdl,
    findings,
    changes: [],
    tasks: {
      composition: { status: errors > 0 ? 'FAILED' : 'PASSED', errors, warnings: 0 },
      operations: skipped,
      lint: skipped,
      events: skipped,
      classification: skipped,
    },
    checkedOperations: 0,
  };
}
