import { exitCodes } from '../exit-codes.ts';
import { annotateFinding, formatAnnotation } from './annotations.ts';
import { buildErrors } from './build-errors.ts';
import { formatEnvelope } from './envelope.ts';
import { describeFailure, type Failure } from './failure.ts';
import { formatFinding, heading } from './format-finding.ts';
import type { Format, Outcome } from './outcome.ts';
import { plain } from './plain.ts';

/** Prints what came of a command in the format asked for. Returns the exit code. */
export function present(outcome: Outcome, format: Format): number {
  const {
    success = true,
    exitCode = exitCodes.failed,
    text,
    data,
    error = null,
    annotations = text,
    note,
  } = outcome;
  if (note !== undefined) process.stderr.write(note);
  process.stdout.write(
    { human: text, json: formatEnvelope(success, data, error), github: annotations }[format],
  );
  return success ? exitCodes.ok : exitCode;
}

/** Prints why a command could not do what was asked, in the format asked for. Returns the exit code. */
export function presentFailure(thrown: unknown, format: Format): number {
  const failure = describeFailure(thrown);
  if (format === 'human') process.stderr.write(formatFailure(failure));
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
