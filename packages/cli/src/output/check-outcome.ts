import { type CheckResult, type GraphChange, shortDigest } from '@throughgate/registry-client';
import { checkData, checkError } from './check-data.ts';
import { annotateFinding, formatFinding } from './format-finding.ts';
import type { Outcome } from './outcome.ts';
import { count, onOneLine } from './plain.ts';
import { formatTable } from './table.ts';

/** What came of a check. `subgraph` is the one that was checked, when it was one. */
export function checkOutcome(check: CheckResult, subgraph: string | undefined): Outcome {
  return {
    success: check.success,
    text: formatCheck(check, subgraph),
    data: checkData(check),
    error: check.success ? undefined : checkError(check.findings, 'The check failed.'),
    annotations: annotateCheck(check),
  };
}

/** A check for people: the findings, the changes that clients could notice, each part's result, and the sum. */
export function formatCheck(check: CheckResult, subgraph: string | undefined): string {
  const { findings, changes, tasks } = check;
  const parts = Object.entries(tasks).map(([name, { status, errors, warnings, note = '' }]) => [
    name,
    status.toLowerCase(),
    String(errors),
    String(warnings),
    name === 'operations' && note === '' ? `against ${count(check.checkedOperations, 'operation')}` : note,
  ]);
  return [
    ...findings.map((finding) => `${formatFinding(finding)}\n`),
    formatChanges(changes, subgraph),
    `${formatTable(['check', 'result', 'errors', 'warnings', ''], parts, '')}\n`,
    summarise(check),
  ].join('');
}

/** A check as annotations of a pull request, the sum below. */
export function annotateCheck(check: CheckResult): string {
  return check.findings.map(annotateFinding).join('') + summarise(check);
}

function summarise({ success, findings, coreSchemaModified, milliseconds, base }: CheckResult): string {
  const of = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const sum = `${count(of('error'), 'error')}, ${count(of('warning'), 'warning')}`;
  const outcome = success ? 'passed' : 'failed';
  const graph = coreSchemaModified || !success ? '' : ' The graph would stay as it is.';
  const against = base === null ? '' : ` against supergraph ${shortDigest(base)}`;
  return `Check ${outcome}: ${sum}${against}, in ${(milliseconds / 1000).toFixed(1)} s.${graph}\n`;
}

/** Clients and operations named for one change; JSON has them all. */
const shownOperations = 3;

/** Changes of the graph for people: a table, and who is hit by those that are blocked. Nothing when there are none. */
export function formatChanges(changes: readonly GraphChange[], subgraph: string | undefined): string {
  if (changes.length === 0) return '';
  const rows = changes.map(({ impact, verdict, kind, coordinate, description }) => [
    impact,
    verdict,
    kind,
    coordinate,
    description,
  ]);
  const table = formatTable(['impact', 'verdict', 'change', 'where', ''], rows, '');
  const blocked = changes.filter(({ verdict }) => verdict === 'blocked');
  return `${table}\n${blocked.map((change) => formatBlocked(change, subgraph)).join('')}`;
}

function formatBlocked({ id, coordinate, operations, operationCount }: GraphChange, subgraph = '<name>') {
  const named = operations.slice(0, shownOperations).map(({ name, hash, clients, requests, registered }) => {
    const used = [clients.slice(0, 3).join(', '), `${requests} requests`, registered ? 'registered' : '']
      .filter((part) => part !== '')
      .join('; ');
    return `  ${onOneLine(`${name ?? hash.slice(0, 12)} (${used})`)}\n`;
  });
  const more = operationCount > named.length ? [`  and ${operationCount - named.length} more\n`] : [];
  return [
    `${onOneLine(coordinate)} is used by:\n`,
    ...named,
    ...more,
    `  to accept this: hub subgraph approve ${subgraph} --change '${onOneLine(id)}' --reason '…'\n\n`,
  ].join('');
}
