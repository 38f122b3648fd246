/**
 * How an operation ended: `ok`; `partial` with data and errors; `failed` without data; `rejected` before it was
 * executed (syntax, validation, limits).
 */
export type OperationOutcome = 'ok' | 'partial' | 'failed' | 'rejected';
