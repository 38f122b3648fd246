import type { FetchNode } from '@apollo/query-planner';
import { GraphQLError } from 'graphql';

/**
 * Compiles the writer of a fetch's JSON body. The query is turned to JSON once, and representations arrive as
 * JSON, so that a request costs little more than joining strings.
 *
 * @param clientVariable the client's name for a variable of the plan
 */
export function compileRequestBody(
  node: FetchNode,
  clientVariable: (name: string) => string,
): (variables: Readonly<Record<string, unknown>>, representations?: readonly string[]) => string {
  const usages = (node.variableUsages ?? []).map((name) => ({ name, given: clientVariable(name) }));
  const name =
    node.operationName === undefined ? '' : `,"operationName":${JSON.stringify(node.operationName)}`;
  const start = `{"query":${JSON.stringify(node.operation)}${name},"variables":{`;
  return (variables, representations) => {
    let written = '';
    for (const { name, given } of usages) {
      if (!Object.hasOwn(variables, given) || variables[given] === undefined) continue;
      written += `${written && ','}${JSON.stringify(name)}:${variableJson(given, variables[given])}`;
    }
    if (representations) written += `${written && ','}"representations":[${representations.join()}]`;
    return `${start}${written}}}`;
  };
}

function variableJson(name: string, value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // A list nested a hundred thousand deep fits in the body limit and exhausts the stack here.
    if (!(error instanceof RangeError)) throw error;
    throw new GraphQLError(`Variable "$${name}" is nested too deeply.`, {
      extensions: { code: 'BAD_USER_INPUT' },
    });
  }
}
