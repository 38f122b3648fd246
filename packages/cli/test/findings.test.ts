import type { Finding } from '@throughgate/registry-client';
import { describe, expect, it } from 'vitest';
import { annotateFinding, formatAnnotation, formatFinding } from '../src/output/format-finding.ts';

const finding: Finding = {
  code: 'HUB-C010',
  severity: 'error',
  rule: 'FIELD_REMOVED',
  message: 'Tenancy.postcode is used by 2 operations.',
  subgraph: 'housing',
  coordinate: 'Tenancy.postcode',
  places: [
    { subgraph: 'housing', file: 'housing.graphql', line: 12, column: 3 },
    { subgraph: 'outcomes', file: 'outcomes.graphql', line: 4, column: 1 },
  ],
  fix: 'Keep the field.',
};

describe('a finding for people', () => {
  it('names code, file, line, column and subgraph, what to do, and where to read more', () => {
    expect(formatFinding(finding)).toBe(
      [
        'error[HUB-C010] housing.graphql:12:3 (housing) Tenancy.postcode is used by 2 operations. [FIELD_REMOVED]',
        '  also: outcomes.graphql:4:1',
        '  fix: Keep the field.',
        '  more: hub explain HUB-C010',
        '',
      ].join('\n'),
    );
  });

  it('without a place still names the subgraph', () => {
    expect(formatFinding({ ...finding, places: [] })).toMatch(/^error\[HUB-C010\] \(housing\) Tenancy/);
  });

  it('carries nothing that moves a cursor or forges a line', () => {
    const forged = { ...finding, message: 'one\r\u001b[2K\u001b[1Aok\nerror[HUB-C001] two' };
    const text = formatFinding(forged);
    for (const control of ['\u001b', '\r']) expect(text).not.toContain(control);
    expect(text.split('\n').filter((line) => line.startsWith('error['))).toHaveLength(1);
  });
});

describe('a finding as an annotation of a pull request', () => {
  it('names file, line, column and code', () => {
    expect(annotateFinding(finding)).toBe(
      '::error file=housing.graphql,line=12,col=3,title=HUB-C010::Tenancy.postcode is used by 2 operations.%0AKeep the field.\n',
    );
  });

  it.each([
    ['warning', 'warning'],
    ['info', 'notice'],
  ] as const)('of severity %s is a %s', (severity, command) => {
    expect(annotateFinding({ ...finding, severity })).toMatch(new RegExp(`^::${command} `));
  });

  it('without a place names the subgraph', () => {
    expect(annotateFinding({ ...finding, places: [] })).toMatch(/^::error title=HUB-C010::housing: Tenancy/);
  });

  it('cannot hold a command of its own', () => {
    const annotation = { message: '100%\r\n::set-output::x', title: 'a:b,c%', file: 'x,line=1.graphql' };
    expect(formatAnnotation('error', annotation)).toBe(
      '::error file=x%2Cline=1.graphql,title=a%3Ab%2Cc%25::100%25%0D%0A::set-output::x\n',
    );
  });
});
