import { expect, it } from 'vitest';
import { checkLint } from '../src/lint/check-lint.ts';
import { lintRuleNames, lintRules } from '../src/lint/lint-rules.ts';
import { ownRules } from '../src/lint/own-rules/index.ts';
import { pluginRules } from '../src/lint/plugin-rules.ts';
import { link, ownSubgraphsAsNew, schemaCheck } from './support/schema-check.ts';

const undescribed = `${link}"A" type A { x: Int }`;

it.each([
  ['nothing', {}, ['error']],
  ['off', { 'require-description': 'off' as const }, []],
  ['warning', { 'require-description': 'warning' as const }, ['warning']],
  ['error', { 'require-description': 'error' as const }, ['error']],
  ['another rule off', { 'type-names': 'off' as const }, ['error']],
])('a configuration that says %s gives the rule its severity', async (_, lint, severities) => {
  const findings = await checkLint(schemaCheck({ after: undescribed, configuration: { lint } }));
  expect(findings.map(({ severity }) => severity)).toEqual(severities);
});

it('a configuration that names a rule that does not exist is told of those that do', async () => {
  const lint = { 'strict-id-in-types': 'error' as const };
  const findings = await checkLint(schemaCheck({ after: undescribed, configuration: { lint } }));
  const [told] = findings;
  expect(told).toMatchObject({
    code: 'HUB-C020',
    severity: 'warning',
    rule: 'strict-id-in-types',
    subgraph: 'housing',
  });
  for (const name of lintRuleNames) expect(told?.message).toContain(name);
});

it('every rule off means nothing is told', async () => {
  const lint = Object.fromEntries(lintRuleNames.map((name) => [name, 'off' as const]));
  const after = 'type a { B_c: int @deprecated }';
  expect(await checkLint(schemaCheck({ after, configuration: { lint } }))).toEqual([]);
});

it('every rule of the table is checked by somebody, and by one only', () => {
  for (const name of lintRuleNames) {
    expect([pluginRules[name], ownRules[name]].filter(Boolean), name).toHaveLength(1);
  }
  expect(Object.keys({ ...pluginRules, ...ownRules }).sort()).toEqual(Object.keys(lintRules).sort());
});

it('the hub’s own subgraphs break no rule', async () => {
  expect(await checkLint(ownSubgraphsAsNew())).toEqual([]);
});
