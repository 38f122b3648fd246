import type { Finding } from '@throughgate/registry-client';
import { BadSettingError } from '@throughgate/runtime/settings';
import { CommanderError } from 'commander';
import { exitCodes } from '../exit-codes.ts';

/** Why a command could not do what was asked, in words for the person who asked. */
export interface Failure {
  readonly message: string;
  /** Code of docs/errors.md and what to do; `undefined` for an error that has none. */
  readonly code: string | undefined;
  readonly fix: string | undefined;
  readonly findings: readonly Finding[];
  readonly exitCode: number;
}

/** Errors that carry a code of docs/errors.md, whichever package raises them. */
interface CodedError extends Error {
  readonly code: string;
  readonly fix: string;
  readonly findings?: readonly Finding[];
}

/** Codes that end `hub` otherwise than with 1. */
const exitCodeOf: Readonly<Record<string, number>> = {
  'HUB-C046': exitCodes.badInput,
  'HUB-C047': exitCodes.badInput,
  'HUB-C051': exitCodes.timedOut,
  'HUB-C054': exitCodes.badInput,
  'HUB-C080': exitCodes.badInput,
  'HUB-C081': exitCodes.badInput,
  'HUB-C082': exitCodes.badInput,
  'HUB-C083': exitCodes.badInput,
  'HUB-C084': exitCodes.badInput,
  'HUB-C085': exitCodes.badInput,
  'HUB-C086': exitCodes.badInput,
  'HUB-C087': exitCodes.timedOut,
  'HUB-C057': exitCodes.badInput,
  'HUB-C058': exitCodes.badInput,
};

/** Tells what is known of an error that a command ended with. */
export function describeFailure(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  if (isCoded(error)) {
    const { code, fix, findings = [] } = error;
    return { message, code, fix, findings, exitCode: exitCodeOf[code] ?? exitCodes.failed };
  }
  const bad = error instanceof BadSettingError || error instanceof CommanderError;
  const exitCode = bad ? exitCodes.badInput : exitCodes.failed;
  return { message, code: undefined, fix: undefined, findings: [], exitCode };
}

function isCoded(error: unknown): error is CodedError {
  return (
    error instanceof Error &&
    'fix' in error &&
    typeof error.fix === 'string' &&
    'code' in error &&
    typeof error.code === 'string'
  );
}
