import { type ErrorCode, errorCatalogue } from '../contract/error-catalogue.ts';
import type { Finding } from '../contract/finding.ts';

/** A request to the registry that did not succeed, with the code that tells why and how to mend it. */
export class RegistryClientError extends Error {
  override readonly name = 'RegistryClientError';
  readonly code: ErrorCode;
  readonly fix: string;
  /** HTTP status; `undefined` when there was no answer. */
  readonly status: number | undefined;
  readonly findings: readonly Finding[];

  constructor(
    code: ErrorCode,
    message: string,
    {
      fix = errorCatalogue[code].fix,
      status,
      findings = [],
      cause,
    }: {
      fix?: string;
      status?: number | undefined;
      findings?: readonly Finding[];
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause });
    this.code = code;
    this.fix = fix;
    this.status = status;
    this.findings = findings;
  }
}
