import type { Finding } from '@throughgate/registry-client';
import { CodedError } from '@throughgate/registry-client/coded-error';
import { BadSettingError } from '@throughgate/runtime/settings';
import { reasonOf } from '@throughgate/service/reason-of';
import { CommanderError } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import { buildErrors } from './check-data.ts';
import { annotateFinding, formatAnnotation, formatFinding, heading } from './format-finding.ts';
import { type Format, formatEnvelope, type Outcome } from './outcome.ts';
import { plain } from './plain.ts';

/** Prints what came of a command in the format asked for. Returns the exit code. */
export function present(outcome: Outcome, format: Format): number {
  const {
    success = true,
    exitCode = exitCodes.failed,
    text,
    csv = text,
    data,
    error = null,
    annotations = text,
    note,
  } = outcome;
  if (note !== undefined) process.stderr.write(note);
  process.stdout.write(
    { human: text, table: text, csv, json: formatEnvelope(success, data, error), github: annotations }[
      format
    ],
  );
  return success ? exitCodes.ok : exitCode;
}

/** Prints why a command could not do what was asked, in the format asked for. Returns the exit code. */
export function presentFailure(thrown: unknown, format: Format): number {
  const failure = describeFailure(thrown);
  if (format === 'human' || format === 'table' || format === 'csv')
    process.stderr.write(formatFailure(failure));
  if (format === 'json') {
    const { message, code = null, findings } = failure;
    const details = findings.length > 0 ? { details: { findings, build_errors: buildErrors(findings) } } : {};
    process.stdout.write(formatEnvelope(false, {}, { message, code, ...details }));
  }
  if (format === 'github') {
    const { message, code, fix, findings } = failure;
    const told = { message: fix === undefined ? message : `${message}\n${fix}`, title: code ?? 'hub' };
    process.stdout.write(formatAnnotation('error', told) + findings.map(annotateFinding).join(''));
  }
  return failure.exitCode;
}

/** A failure for people: with its code and fix where it has them, else as a sentence. */
export function formatFailure({ message, code, fix, findings }: Failure): string {
  if (code === undefined) return `hub: ${plain(message)}\n`;
  const told = [`${heading('error', code, process.stderr)} ${plain(message)}`, `  fix: ${plain(fix ?? '')}`];
  return `${told.join('\n')}\n  more: hub explain ${code}\n${findings.map(formatFinding).join('')}`;
}

/** Why a command could not do what was asked, in words for the person who asked. */
export interface Failure {
  readonly message: string;
  /** Code of docs/errors.md and what to do; `undefined` for an error that has none. */
  readonly code: string | undefined;
  readonly fix: string | undefined;
  readonly findings: readonly Finding[];
  readonly exitCode: number;
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
  const message = reasonOf(error);
  if (error instanceof CodedError) {
    const { code, fix, findings } = error;
    return { message, code, fix, findings, exitCode: exitCodeOf[code] ?? exitCodes.failed };
  }
  const bad = error instanceof BadSettingError || error instanceof CommanderError;
  const exitCode = bad ? exitCodes.badInput : exitCodes.failed;
  return { message, code: undefined, fix: undefined, findings: [], exitCode };
}
