import { CodedError, type CodedErrorOptions } from '../contract/coded-error.ts';
import type { ErrorCode } from '../contract/error-catalogue.ts';

/** A request to the registry that did not succeed, with the code that tells why and how to mend it. */
export class RegistryClientError extends CodedError {
  override readonly name = 'RegistryClientError';
  /** HTTP status; `undefined` when there was no answer. */
  readonly status: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    { status, ...options }: CodedErrorOptions & { readonly status?: number | undefined } = {},
  ) {
    super(code, message, options);
    this.status = status;
  }
}
