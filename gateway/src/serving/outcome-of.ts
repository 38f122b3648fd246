import type { OperationOutcome } from '../features/operation.ts';

/** How an operation ended, by what its client gets. */
export function outcomeOf(
  data: Readonly<Record<string, unknown>> | null | undefined,
  errors: readonly unknown[] | undefined,
): OperationOutcome {
  if (!errors?.length) return 'ok';
  if (data === undefined) return 'rejected';
  return data === null ? 'failed' : 'partial';
}
