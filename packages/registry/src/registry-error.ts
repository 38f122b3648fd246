import type { ErrorCode, Finding } from '@throughgate/registry-client';

/** Something a caller of the registry can mend; the API answers it as a problem with this status. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly code: ErrorCode;
  /** HTTP status. */
  readonly status: number;
  readonly findings: readonly Finding[];

  /** `detail` says what is wrong here and what was expected. */
  constructor(
    code: ErrorCode,
    status: number,
    detail: string,
    findings: readonly Finding[] = [],
    options?: ErrorOptions,
  ) {
    super(detail, options);
    this.code = code;
    this.status = status;
    this.findings = findings;
  }
}
