import { GraphQLError } from 'graphql';

/** The writer of a request's JSON body, in two steps, since the values of variables say more than once what is asked. */
export interface RequestBody {
  /** Writes those values of an operation's variables that the request uses, as members of a JSON object. */
  variables(variables: Readonly<Record<string, unknown>>): string;
  /**
   * Writes the body around them.
   *
   * @param representations for each variable of representations what is sent, as JSON
   */
  write(variables: string, representations: readonly (readonly string[])[]): string;
}

/** What {@link compileRequestBody} needs. */
export interface RequestBodyOptions {
  readonly query: string;
  readonly operationName: string | undefined;
  /** Variables of the query, by the plan's names, but for those of representations. */
  readonly usages: readonly string[];
  /** The client's name for a variable of the plan. */
  readonly clientVariable: (name: string) => string;
  /** Names of the variables in which representations are sent. */
  readonly representations: readonly string[];
}

/**
 * Compiles the writer of a request's JSON body. The query is turned to JSON once, and representations arrive as
 * JSON, so that a request costs little more than joining strings.
 */
export function compileRequestBody(options: RequestBodyOptions): RequestBody {
  const { query, operationName, clientVariable } = options;
  const usages = options.usages.map((name) => ({ name, given: clientVariable(name) }));
  const name = operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`;
  const start = `{"query":${JSON.stringify(query)}${name},"variables":{`;
  const members = options.representations.map((variable) => `${JSON.stringify(variable)}:[`);
  return {
    variables(variables) {
      let written = '';
      for (const { name, given } of usages) {
        if (!Object.hasOwn(variables, given) || variables[given] === undefined) continue;
        written += `${written && ','}${JSON.stringify(name)}:${variableJson(given, variables[given])}`;
      }
      return written;
    },
    write(variables, representations) {
      let written = start + variables;
      for (let index = 0; index < members.length; index++) {
        if (index > 0 || variables) written += ',';
        written += `${members[index]}${representations[index]?.join() ?? ''}]`;
      }
      return `${written}}}`;
    },
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
