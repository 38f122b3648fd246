import type { FetchNode } from '@apollo/query-planner';
import { GraphQLError } from 'graphql';

/**
 * Compiles the writer of a fetch's JSON body. The query is turned to JSON once, and representations arrive as
 * JSON, so that a request costs little more than joining strings.
 */
export function compileRequestBody(
  node: FetchNode,
): (variables: Readonly<Record<string, unknown>>, representations?: readonly string[]) => string {
  const usages = node.variableUsages ?? [];
  const name =
    node.operationName === undefined ? '' : `,"operationName":${JSON.stringify(node.operationName)}`;
  const start = `{"query":${JSON.stringify(node.operation)}${name},"variables":{`;
  return (variables, representations) => {
    let written = '';
    for (const usage of usages) {
      if (!Object.hasOwn(variables, usage) || variables[usage] === undefined) continue;
      written += `${written && ','}${JSON.stringify(usage)}:${variableJson(usage, variables[usage])}`;
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
