import {
  type CheckConfiguration,
  createFinding,
  type Finding,
  type Place,
} from '@throughgate/registry-client';
import type { CheckedSubgraph, CheckInput } from '../check-input.ts';
import { type ChangedSchema, changedSchemas } from '../schema-changes/changed-schemas.ts';
import { describedElsewhere } from './described-elsewhere.ts';
import { findFaults } from './find-faults.ts';
import { isLintRuleName, type LintRuleName, lintRuleNames, lintRules } from './lint-rules.ts';
import type { Fault } from './run-plugin-rules.ts';

/** Lints what is new or changed in each schema of the check; what was live before is left in peace. */
export async function checkLint(input: CheckInput): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const changed of changedSchemas(input)) {
    const others = input.proposed.filter(({ name }) => name !== changed.subgraph.name);
    findings.push(...unknownRules(changed), ...(await lintOne(changed, others)));
  }
  return findings;
}

async function lintOne(changed: ChangedSchema, others: readonly CheckedSubgraph[]): Promise<Finding[]> {
  const { subgraph, configuration } = changed;
  const severities = severitiesOf(configuration);
  const { faults, leftOut } = await findFaults(changed, [...severities.keys()]);
  const described = describedElsewhere(
    faults.filter(asksForDescription).map(({ coordinate }) => coordinate),
    others,
  );
  const findings = faults
    .filter((fault) => !(asksForDescription(fault) && described.has(fault.coordinate)))
    .map(({ rule, coordinate, message, line, column }) =>
      createFinding('HUB-C020', {
        severity: severities.get(rule) ?? lintRules[rule].severity,
        rule,
        message,
        subgraph: subgraph.name,
        coordinate,
        places: [{ subgraph: subgraph.name, file: subgraph.schema.path, line, column }],
        fix: lintRules[rule].fix,
      }),
    );
  return leftOut > 0 ? [...findings, notWhole(subgraph, leftOut)] : findings;
}

function asksForDescription({ rule }: Fault): boolean {
  return rule === 'require-description' || rule === 'describe-arguments';
}

function notWhole(subgraph: CheckedSubgraph, leftOut: number): Finding {
  return createFinding('HUB-C020', {
    severity: 'info',
    message: `The change is too large or too deeply nested to be linted whole: ${leftOut} definitions were left out.`,
    subgraph: subgraph.name,
    places: [fileOf(subgraph)],
    fix: 'Publish it in several steps, if its style is to be checked.',
  });
}

/** Where to look for what no single part of the schema is to blame for. */
function fileOf({ name, schema }: CheckedSubgraph): Place {
  return { subgraph: name, file: schema.path, line: 1, column: 1 };
}

/** The rules to ask, with their severities. */
function severitiesOf({ lint }: CheckConfiguration): ReadonlyMap<LintRuleName, 'warning' | 'error'> {
  const severities = new Map<LintRuleName, 'warning' | 'error'>();
  for (const rule of lintRuleNames) {
    const severity = lint[rule] ?? lintRules[rule].severity;
    if (severity !== 'off') severities.set(rule, severity);
  }
  return severities;
}

function unknownRules({ subgraph, configuration }: ChangedSchema): Finding[] {
  return Object.keys(configuration.lint)
    .filter((rule) => !isLintRuleName(rule))
    .map((rule) =>
      createFinding('HUB-C020', {
        severity: 'warning',
        rule,
        message: `The configuration names a rule "${rule}", which does not exist. There are: ${lintRuleNames.join(', ')}.`,
        subgraph: subgraph.name,
        places: [fileOf(subgraph)],
        fix: 'Take it out of the configuration, or name a rule of docs/lint.md.',
      }),
    );
}
