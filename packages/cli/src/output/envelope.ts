/** `error` of the JSON envelope. */
export interface EnvelopeError {
  readonly message: string;
  /** Code of docs/errors.md; null for an error that has none. */
  readonly code: string | null;
  readonly details?: Readonly<Record<string, unknown>>;
}

/**
 * Rover's JSON envelope on one line, which programs written for Rover read
 * (https://www.apollographql.com/docs/rover/configuring#json-output).
 */
export function formatEnvelope(
  success: boolean,
  data: Readonly<Record<string, unknown>>,
  error: EnvelopeError | null,
): string {
  return `${JSON.stringify({ json_version: '1', data: { ...data, success }, error })}\n`;
}
