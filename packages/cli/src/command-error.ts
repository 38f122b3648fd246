import { type ErrorCode, errorCatalogue, type Finding } from '@throughgate/registry-client';
import { StartupError } from '@throughgate/service/startup-error';

/** Something that the person who gave a command can mend, with its code of docs/errors.md. */
export class CommandError extends StartupError {
  readonly code: ErrorCode;
  readonly fix: string;
  /** What was found, where that says more than the message. */
  readonly findings: readonly Finding[];

  constructor(code: ErrorCode, message: string, findings: readonly Finding[] = []) {
    super(message);
    this.code = code;
    this.fix = errorCatalogue[code].fix;
    this.findings = findings;
  }
}
