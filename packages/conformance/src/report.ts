import { createFinding, type ErrorCode, type Finding, type Place } from '@throughgate/registry-client';

/** What a check is about. */
export type CheckArea =
  | 'endpoint'
  | 'fixtures'
  | 'schema'
  | 'entities'
  | 'unknown keys'
  | 'requires'
  | 'errors'
  | 'latency'
  | 'signature'
  | 'events';

/** What came of one check. */
export interface VerifiedCheck {
  readonly area: CheckArea;
  /** What was checked, for example `Tenancy by id`. */
  readonly subject: string;
  /** `warned` does not fail the verification. */
  readonly status: 'passed' | 'warned' | 'failed' | 'skipped';
  /** Why it was skipped, or what was measured. */
  readonly note?: string;
  /** What is wrong, with the code that `hub explain` explains; empty when nothing is. */
  readonly findings: readonly Finding[];
  readonly milliseconds: number;
}

/** What came of verifying a subgraph. */
export interface VerifyReport {
  readonly subgraph: string;
  readonly url: string;
  /** No check failed. */
  readonly success: boolean;
  readonly checks: readonly VerifiedCheck[];
  readonly milliseconds: number;
}

/** What a check gives: findings, or why it could not be made. */
export type Outcome =
  | { readonly skipped: string }
  | { readonly findings: readonly Finding[]; readonly note?: string };

/** Makes a finding about the subgraph that is verified. */
export type Find = (
  code: ErrorCode,
  message: string,
  details?: {
    readonly coordinate?: string;
    readonly places?: readonly Place[];
    readonly severity?: Finding['severity'];
    readonly fix?: string;
  },
) => Finding;

/** Makes a {@link Find} for a subgraph. */
export function findingsOf(subgraph: string): Find {
  return (code, message, { places = [], ...details } = {}) =>
    createFinding(code, { message, subgraph, places: [...places], ...details });
}
