import { GraphQLError } from 'graphql';
import type { Violation } from '../response/completion.ts';
import type { CompiledFetch } from './compile-group.ts';
import type { PlanRun } from './plan-run.ts';
import type { SelectedFields } from './selected-fields.ts';

/** Fields of whose values a subgraph, where it can be told which, answered some that its schema does not allow. */
export interface BadValues {
  /** Undefined when several subgraphs, or none, were asked for the field in that place. */
  readonly subgraph: string | undefined;
  /** The field, as `Type.field`. */
  readonly field: string;
  /** In how many places of one answer. */
  readonly places: number;
}

/** Most violations that one response lists. */
const mostListed = 20;
const code = 'SUBGRAPH_BAD_RESPONSE';

/**
 * Makes errors of values that are missing or that the API schema does not allow, except where an error of a subgraph
 * explains them. Beyond the first twenty a last error says how many more there are.
 */
export function violationErrors(
  violations: readonly Violation[],
  run: PlanRun,
  fetches: readonly CompiledFetch[],
): { readonly errors: readonly GraphQLError[]; readonly badValues: readonly BadValues[] } {
  const explained = createPaths(run.located);
  const untold = violations.filter(({ path }) => !explained(path));
  const errors: GraphQLError[] = [];
  const byField = new Map<string, { subgraph: string | undefined; field: string; places: number }>();
  for (const { path, coordinate, message } of untold) {
    const subgraph = subgraphOf(path, run, fetches);
    if (errors.length < mostListed) {
      const extensions = { code, ...(subgraph === undefined ? {} : { serviceName: subgraph }) };
      errors.push(new GraphQLError(message, { path, extensions }));
    }
    const key = `${subgraph} ${coordinate}`;
    const known = byField.get(key);
    if (known) known.places += 1;
    else byField.set(key, { subgraph, field: coordinate, places: 1 });
  }
  if (untold.length > mostListed) {
    const more = untold.length - mostListed;
    const message = `${more} more ${more === 1 ? 'value is' : 'values are'} missing or not allowed by the schema.`;
    errors.push(new GraphQLError(message, { extensions: { code } }));
  }
  return { errors, badValues: [...byField.values()] };
}

/** Answers whether one of the errors is at a path, above it or below it. */
function createPaths(errors: readonly GraphQLError[]): (path: Violation['path']) => boolean {
  if (errors.length === 0) return () => false;
  const above = new Set<string>();
  const at = new Set<string>();
  for (const { path = [] } of errors) {
    for (let length = 1; length <= path.length; length++) above.add(keyOf(path, length));
    at.add(keyOf(path, path.length));
  }
  return (path) => {
    if (above.has(keyOf(path, path.length))) return true;
    for (let length = 1; length < path.length; length++) if (at.has(keyOf(path, length))) return true;
    return false;
  };
}

function keyOf(path: Violation['path'], length: number): string {
  return path.slice(0, length).join('\n');
}

/** The subgraph that was asked for what is at a path of the response; `undefined` when it was not one. */
function subgraphOf(
  path: Violation['path'],
  run: PlanRun,
  fetches: readonly CompiledFetch[],
): string | undefined {
  const names = path.filter((segment) => typeof segment === 'string');
  const subgraphs = new Set<string>();
  for (const { place, fields, subgraph } of fetches) {
    if (place.length >= names.length || place.some((name, index) => run.clientName(name) !== names[index]))
      continue;
    if (selects(fields, names.slice(place.length))) subgraphs.add(subgraph);
  }
  const [only] = subgraphs;
  return subgraphs.size === 1 ? only : undefined;

  function selects(selected: SelectedFields, [name, ...below]: readonly string[]): boolean {
    return [...selected].some(
      ([key, { fields }]) => run.clientName(key) === name && (below.length === 0 || selects(fields, below)),
    );
  }
}
