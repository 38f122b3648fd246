import { directiveNames } from '@throughgate/authorization';
import { checkConfiguration, createFinding, type Finding } from '@throughgate/registry-client';
import type { CheckedSubgraph, CheckInput } from '../check-input.ts';
import { tagPrefix } from '../classification/schema-tags.ts';
import { type ChangedSchema, changedSchemas } from '../schema-changes/changed-schemas.ts';
import { hasDirective } from '../schema-changes/directive-arguments.ts';
import type { AccessFault } from './access-fault.ts';
import { type AccessGraph, accessGraph } from './access-graph.ts';
import { exposureFaults } from './exposure-faults.ts';
import type { GraphFault } from './graph-fault.ts';
import { nullingFaults } from './nulling-faults.ts';
import { createPlacesOfRules } from './place-of-rule.ts';
import { requirementChangeFindings } from './requirement-change-findings.ts';
import { ruleFaults } from './rule-faults.ts';

/**
 * Checks who may see what: that the rules of the schemas that change can be met and read, that the whole graph lets nobody see
 * data about people whose token grants nothing, that refusing a field takes nothing else along, and what the change opens and
 * closes. What was wrong before, and is not touched, is left in peace. Without a supergraph only the rules themselves are checked.
 */
export function checkAuthorization(input: CheckInput, supergraphSdl: string | null): Finding[] {
  const rules = changedSchemas(input).flatMap((changed) =>
    newRuleFaults(
      changed,
      input.proposed.filter(({ name }) => name !== changed.subgraph.name),
    ).map((fault) => toFinding(input, changed.subgraph.name, fault)),
  );
  return [...rules.flat(), ...(supergraphSdl === null ? [] : checkGraph(input, supergraphSdl))];
}

function newRuleFaults(
  { subgraph, before, after, changes }: ChangedSchema,
  others: readonly CheckedSubgraph[],
): AccessFault[] {
  const known = new Set(before ? ruleFaults(subgraph.name, before, others).map(keyOf) : []);
  return ruleFaults(subgraph.name, after, others).filter(
    (fault) => changes.changed.has(fault.coordinate) || !known.has(keyOf(fault)),
  );
}

function checkGraph(input: CheckInput, supergraphSdl: string): Finding[] {
  const { currentSupergraph } = input;
  // Most of what a graph without rules and classifications could be told is nothing: it need not be read.
  if (supergraphSdl === currentSupergraph) return [];
  if (![supergraphSdl, currentSupergraph ?? ''].some(saysSomething)) return [];
  const after = accessGraph(supergraphSdl);
  const before = currentSupergraph === null ? undefined : accessGraph(currentSupergraph);
  const placeOf = createPlacesOfRules(input);
  const findings = newGraphFaults(input, before, after).flatMap((fault) => {
    const { subgraph, places } = placeOf(fault.about);
    return toFinding(input, subgraph, { ...fault, places });
  });
  if (currentSupergraph === null || !before) return findings;
  return [...findings, ...requirementChangeFindings({ ...input, currentSupergraph }, before, after, placeOf)];
}

/** Faults of the graph that are new, or of a field that an agency alters; several of one type are told as one. */
function newGraphFaults(
  input: CheckInput,
  before: AccessGraph | undefined,
  after: AccessGraph,
): (Pick<AccessFault, 'code' | 'severity' | 'coordinate' | 'message'> & {
  readonly about: readonly string[];
})[] {
  const faultsOf = (graph: AccessGraph) => [...nullingFaults(graph), ...exposureFaults(graph)];
  const known = new Set(before ? faultsOf(before).map(keyOf) : []);
  const altered = new Set(changedSchemas(input).flatMap(alteredFields));
  const told = new Map<string, GraphFault[]>();
  for (const fault of faultsOf(after)) {
    if (known.has(keyOf(fault)) && !altered.has(fault.coordinate)) continue;
    const key = `${keyOf({ ...fault, coordinate: fault.together ?? fault.coordinate })}`;
    const same = told.get(key);
    if (same) same.push(fault);
    else told.set(key, [fault]);
  }
  return [...told.values()].flatMap((faults) => {
    const [first] = faults;
    if (!first) return [];
    const { code, severity, together } = first;
    const coordinates = faults.map(({ coordinate }) => coordinate);
    const isOne = together === undefined || faults.length === 1;
    return [
      {
        code,
        severity,
        coordinate: isOne ? first.coordinate : together,
        message: first.message(coordinates),
        about: isOne ? first.about : [together, ...first.about],
      },
    ];
  });
}

/**
 * Fields of its own that a subgraph had before and words differently now. Those of other agencies that it refers to, by a key or to
 * require them, were there and are not its to mend.
 */
function alteredFields({ after, changes }: ChangedSchema): string[] {
  const external = after.names.namesOf('external');
  return [...changes.changed].filter(
    (coordinate) =>
      !changes.added.has(coordinate) &&
      !after.parts
        .get(coordinate)
        ?.nodes.some((node) => 'directives' in node && hasDirective(node, external)),
  );
}

function toFinding(
  { configurations }: CheckInput,
  subgraph: string,
  { code, severity, coordinate, message, places }: AccessFault,
): Finding[] {
  const { authorization } = configurations[subgraph] ?? checkConfiguration.parse({});
  // What the rules of a schema say wrongly is wrong whatever a configuration says.
  const weight = code === 'HUB-C023' || code === 'HUB-C024' ? (severity ?? 'error') : authorization;
  if (weight === 'off') return [];
  const least = severity === 'warning' ? 'warning' : weight;
  return [createFinding(code, { severity: least, message, subgraph, coordinate, places: [...places] })];
}

function saysSomething(sdl: string): boolean {
  return sdl.includes(tagPrefix) || directiveNames.some((name) => sdl.includes(`/${name}/`));
}

function keyOf({
  code,
  severity,
  coordinate,
}: Pick<AccessFault, 'code' | 'severity' | 'coordinate'>): string {
  return `${code} ${severity ?? ''} ${coordinate}`;
}
