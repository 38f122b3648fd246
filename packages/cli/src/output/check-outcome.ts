import type { CheckResult } from '@throughgate/registry-client';
import { checkData, checkError } from './check-data.ts';
import { annotateCheck, formatCheck } from './check-report.ts';
import type { Outcome } from './outcome.ts';

/** What came of a check. `subgraph` is the one that was checked, when it was one. */
export function checkOutcome(check: CheckResult, subgraph: string | undefined): Outcome {
  return {
    success: check.success,
    text: formatCheck(check, subgraph),
    data: checkData(check),
    error: check.success ? undefined : checkError(check.findings, 'The check failed.'),
    annotations: annotateCheck(check),
  };
}
