import { createFinding, type Finding } from '@throughgate/registry-client';
import type { CheckInput } from '../check-input.ts';
import { servableSupergraph } from '../composition/servable-supergraph.ts';
import { traceOperations } from '../operations/trace/trace-operations.ts';
import { type CountedUse, countUse } from '../operations/verdict/count-use.ts';
import { count, describeOperations } from '../operations/verdict/describe-operations.ts';
import { strictestConfiguration } from '../operations/verdict/strictest-configuration.ts';
import { describeRequirement } from '../requirements/describe-requirement.ts';
import type { AccessGraph } from './access-graph.ts';
import type { PlaceOfRule } from './place-of-rule.ts';
import { type RequirementChange, requirementChanges } from './requirement-changes.ts';

/**
 * Tells what a change opens, always, and what it closes where operations ask for it that count: closing what nobody asks for is
 * nobody's concern.
 */
export function requirementChangeFindings(
  input: CheckInput & { readonly currentSupergraph: string },
  before: AccessGraph,
  after: AccessGraph,
  placeOf: (about: readonly string[]) => PlaceOfRule,
): Finding[] {
  const { opened, closed } = requirementChanges(before, after);
  const finding = (
    code: 'HUB-C014' | 'HUB-C029',
    { coordinate, about }: RequirementChange,
    message: string,
  ) => {
    const { subgraph, places } = placeOf(about);
    return createFinding(code, {
      severity: 'warning',
      message,
      subgraph,
      coordinate,
      places: [...places],
    });
  };
  const usesOf = closed.length > 0 ? createUses(input) : () => [];
  return [
    ...opened.map((one) => finding('HUB-C029', one, `${saysNow(one)}${concerns(one)}.`)),
    ...closed.flatMap((one) => {
      const uses = usesOf(one.fields);
      if (uses.length === 0) return [];
      const message = `${saysNow(one)}. That takes answers from ${count(uses.length, 'operation')} whose callers lack it: ${describeOperations(uses)}.`;
      return [finding('HUB-C014', one, message)];
    }),
  ];
}

function saysNow({ coordinate, before, after }: RequirementChange): string {
  return `${coordinate} required ${describeRequirement(before)} and would require ${describeRequirement(after)}`;
}

function concerns({ coordinate, fields }: RequirementChange): string {
  if (fields.length === 1 && fields[0] === coordinate) return '';
  const named = fields.slice(0, 3).join(', ');
  return `, for ${named}${fields.length > 3 ? ` and ${count(fields.length - 3, 'more field')}` : ''}`;
}

/** Creates a function that gives the operations that use any of some fields, those that run most first. */
function createUses(
  input: CheckInput & { readonly currentSupergraph: string },
): (fields: readonly string[]) => CountedUse[] {
  const schema = servableSupergraph(input.currentSupergraph).gatewaySchema();
  const operations = traceOperations(input.operations, schema);
  const uses = countUse(operations, strictestConfiguration(input.changed, input.configurations), input.today);
  const all = [...uses].sort(
    ([, a], [, b]) => b.requests - a.requests || (a.operation.hash < b.operation.hash ? -1 : 1),
  );
  return (fields) =>
    all.filter(([{ trace }]) => fields.some((field) => trace.coordinates.has(field))).map(([, use]) => use);
}
