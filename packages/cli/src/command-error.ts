import { type ErrorCode, errorCatalogue } from '@throughgate/registry/client';
import { StartupError } from '@throughgate/service';

/** Something that the person who gave a command can mend, with its code of docs/errors.md. */
export class CommandError extends StartupError {
  readonly code: ErrorCode;
  readonly fix: string;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.code = code;
    this.fix = errorCatalogue[code].fix;
  }
}
