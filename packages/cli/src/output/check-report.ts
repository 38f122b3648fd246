import { type CheckResult, shortDigest } from '@throughgate/registry-client';
import { formatTable } from '../table.ts';
import { annotateFinding } from './annotations.ts';
import { count } from './count.ts';
import { formatChanges } from './format-changes.ts';
import { formatFinding } from './format-finding.ts';

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
