/**
 * Why something failed, in the words of whatever was thrown: the message of an error, and of anything else what it is as
 * text. For a sentence around it; the error itself belongs in a `cause` or a log record.
 */
export function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
