import type { VerifyReport } from '@throughgate/conformance';
import { annotateFinding, formatFinding } from '../../output/format-finding.ts';
import type { Outcome } from '../../output/outcome.ts';
import { count, onOneLine } from '../../output/plain.ts';
import { formatTable } from '../../output/table.ts';

/** What came of verifying a subgraph: what is wrong, each check's result, and the sum. */
export function verifyOutcome(report: VerifyReport): Outcome {
  const { success, checks, subgraph, url } = report;
  const findings = checks.flatMap((check) => check.findings);
  const rows = checks.map(({ area, subject, status, note = '', milliseconds }) => [
    area,
    onOneLine(subject),
    status,
    `${Math.round(milliseconds)} ms`,
    onOneLine(note),
  ]);
  const sum = summarise(report);
  const details = { findings, failed: checks.filter(({ status }) => status === 'failed').length };
  return {
    success,
    text: [
      ...findings.map((finding) => `${formatFinding(finding)}\n`),
      `${formatTable(['check', 'of', 'result', 'took', ''], rows, '')}\n`,
      sum,
    ].join(''),
    data: { subgraph, url, checks, milliseconds: report.milliseconds },
    error: success ? undefined : { message: sum.trim(), code: findings[0]?.code ?? null, details },
    annotations: findings.map(annotateFinding).join('') + sum,
  };
}

function summarise({ subgraph, url, success, checks, milliseconds }: VerifyReport): string {
  const of = (status: string) => checks.filter((check) => check.status === status).length;
  const sum = ['passed', 'warned', 'failed', 'skipped']
    .filter((status) => of(status) > 0)
    .map((status) => `${of(status)} ${status}`)
    .join(', ');
  const seconds = (milliseconds / 1000).toFixed(1);
  return `${subgraph} at ${url} ${success ? 'does' : 'does not do'} what the gateway relies on: ${count(checks.length, 'check')}, ${sum}, in ${seconds} s.\n`;
}
