/** How results are printed: for people, for programs, or as annotations of a pull request on GitHub. */
export const formats = ['human', 'json', 'github'] as const;

/** How results are printed; `table` is for people too, of commands that can print their rows as `csv`. */
export type Format = (typeof formats)[number] | 'table' | 'csv';

/** What came of a command, in every form in which it can be printed. */
export interface Outcome {
  /** Whether what was asked for succeeded. It decides the exit code: 0 or 1. @default true */
  readonly success?: boolean;
  /** Exit code where it did not succeed. @default 1 */
  readonly exitCode?: number;
  /** What a person reads, with its last line break. */
  readonly text: string;
  /** Rows as CSV. @default what a person reads */
  readonly csv?: string;
  /** `data` of the JSON envelope, without `success`. */
  readonly data: Readonly<Record<string, unknown>>;
  /** `error` of the JSON envelope, where it did not succeed. */
  readonly error?: EnvelopeError | undefined;
  /** What annotates a pull request. @default the same as for a person */
  readonly annotations?: string;
  /** A word to the person on standard error, whatever the format. */
  readonly note?: string;
}

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
