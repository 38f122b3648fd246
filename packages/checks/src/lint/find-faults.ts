import type { ChangedSchema } from '../schema-changes/changed-schemas.ts';
import { definitionOf, placeOf, type SchemaParts } from '../schema-changes/schema-parts.ts';
import { type LintRuleName, lintRules } from './lint-rules.ts';
import { ownRules } from './own-rules/index.ts';
import { type Fault, runPluginRules } from './run-plugin-rules.ts';
import { withinLimit } from './within-limit.ts';

/** What rules have to say of a change. */
interface FoundFaults {
  /** In the order of the file. */
  readonly faults: readonly Fault[];
  /** How many definitions were too large or too deeply nested to be linted. */
  readonly leftOut: number;
}

/** Finds what a change adds to a schema, or alters in it, that breaks one of the rules asked. */
export async function findFaults(
  { subgraph, before, after, changes }: ChangedSchema,
  rules: readonly LintRuleName[],
): Promise<FoundFaults> {
  const { linted, leftOut } = withinLimit(after, changes.touched);
  const judged = { new: changes.added, changed: changes.changed, touched: changes.touched };
  const faults = (await faultsOf(subgraph.name, after, linted, rules)).filter(({ rule, coordinate }) =>
    judged[lintRules[rule].judges].has(coordinate),
  );
  // What looks at a type as a whole may say what it would have said before the change.
  const doubtful = faults.filter(({ coordinate }) => !changes.changed.has(coordinate));
  const wanted = new Set(doubtful.map(({ coordinate }) => definitionOf(coordinate)));
  const asked = rules.filter((rule) => doubtful.some((fault) => fault.rule === rule));
  const old = before ? await faultsOf(subgraph.name, before, wanted, asked) : [];
  return {
    faults: faults.filter((fault) => !(doubtful.includes(fault) && old.some((one) => isSame(one, fault)))),
    leftOut,
  };
}

/** All faults in the definitions wanted. */
async function faultsOf(
  subgraph: string,
  schema: SchemaParts,
  wanted: ReadonlySet<string>,
  rules: readonly LintRuleName[],
): Promise<Fault[]> {
  const own = rules.flatMap((rule) => ownFaults(subgraph, schema, wanted, rule));
  const theirs = await runPluginRules(schema, wanted, rules);
  const order = (rule: LintRuleName) => rules.indexOf(rule);
  return [...own, ...theirs].sort(
    (a, b) => a.line - b.line || a.column - b.column || order(a.rule) - order(b.rule),
  );
}

function ownFaults(
  subgraph: string,
  schema: SchemaParts,
  wanted: ReadonlySet<string>,
  rule: LintRuleName,
): Fault[] {
  const judge = ownRules[rule]?.({ subgraph, schema });
  if (!judge) return [];
  return [...schema.parts.values()].flatMap((part) => {
    const { coordinate, nodes } = part;
    const message = wanted.has(definitionOf(coordinate)) && judge(part);
    if (!message) return [];
    const { line, column } = nodes[0] ? placeOf(subgraph, schema.file, nodes[0]) : { line: 1, column: 1 };
    return [{ rule, coordinate, message, line, column }];
  });
}

function isSame(one: Fault, other: Fault): boolean {
  return one.rule === other.rule && one.coordinate === other.coordinate && one.message === other.message;
}
