import type { CheckOutput, CompositionOutcome } from '@throughgate/checks';

/** What the checks of a change give when nothing but composition is asked for. */
export function compositionOnly({ supergraphSdl, findings }: CompositionOutcome): CheckOutput {
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
      authorization: skipped,
    },
    checkedOperations: 0,
  };
}
