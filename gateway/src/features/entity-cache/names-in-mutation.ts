import { Kind, parse, visit } from 'graphql';
import { addLeaves } from './json-leaves.ts';

/** Most values that a mutation may name; beyond these everything is dropped. */
const mostNames = 1_000;

/**
 * The values that a mutation sends or is answered with, any of which may be the key of what it changed.
 *
 * @param body the request's JSON
 * @param data what the agency answered; absent where it did not
 * @returns `undefined` where there are too many to tell
 */
export function namesInMutation(body: string, data: unknown): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  const { query, variables } = JSON.parse(body) as { readonly query: string; readonly variables?: unknown };
  addLeaves(variables, names);
  addLeaves(data, names);
  visit(parse(query, { noLocation: true }), {
    [Kind.STRING]: ({ value }) => void names.add(value),
    [Kind.INT]: ({ value }) => void names.add(value),
  });
  return names.size > mostNames ? undefined : names;
}
