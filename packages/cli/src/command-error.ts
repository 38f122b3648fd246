import type { ErrorCode, Finding } from '@throughgate/registry-client';
import { CodedError } from '@throughgate/registry-client/coded-error';

/** Something that the person who gave a command can mend, with its code of docs/errors.md. */
export class CommandError extends CodedError {
  override readonly name = 'CommandError';

  constructor(code: ErrorCode, message: string, findings: readonly Finding[] = []) {
    super(code, message, { findings });
  }
}
