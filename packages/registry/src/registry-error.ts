import { CodedError, type ErrorCode, type Finding } from '@throughgate/registry-client';

/** Something a caller of the registry can mend; the API answers it as a problem with this status. */
export class RegistryError extends CodedError {
  override readonly name = 'RegistryError';
  /** HTTP status. */
  readonly status: number;

  /** `detail` says what is wrong here and what was expected. */
  constructor(
    code: ErrorCode,
    status: number,
    detail: string,
    findings: readonly Finding[] = [],
    options: ErrorOptions = {},
  ) {
    super(code, detail, { ...options, findings });
    this.status = status;
  }
}
