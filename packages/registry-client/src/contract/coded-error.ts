import { type ErrorCode, errorCatalogue } from './error-catalogue.ts';
import type { Finding } from './finding.ts';

/** What an error with a code has beside its message. */
export interface CodedErrorOptions extends ErrorOptions {
  /** How to mend it. @default what docs/errors.md says of the code */
  readonly fix?: string | undefined;
  /** What was found, where that says more than the message. @default nothing */
  readonly findings?: readonly Finding[] | undefined;
}

/** Something that somebody can mend, with its code of docs/errors.md; `message` says what is wrong here and what was expected. */
export class CodedError extends Error {
  override readonly name: string = 'CodedError';
  readonly code: ErrorCode;
  readonly fix: string;
  readonly findings: readonly Finding[];

  constructor(code: ErrorCode, message: string, options: CodedErrorOptions = {}) {
    const { fix = errorCatalogue[code].fix, findings = [], ...others } = options;
    super(message, others);
    this.code = code;
    this.fix = fix;
    this.findings = findings;
  }
}
