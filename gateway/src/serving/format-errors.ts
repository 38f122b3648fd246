import { type GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import { maskError, unexpectedCode } from './mask-error.ts';

/** Errors as a client sees them, and what they ask of the answer over HTTP. */
export interface FormattedErrors {
  readonly errors: readonly GraphQLFormattedError[];
  /** The HTTP status that one of them asks for. */
  readonly status: number | undefined;
  /** The HTTP headers that they ask for. */
  readonly headers: Readonly<Record<string, string>> | undefined;
}

/** What an error may say in `extensions.http` of the answer that it is in. */
interface AnswerHead {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Formats errors for a client: each gets a code, what nobody foresaw is masked, and what is meant for HTTP is taken out. */
export function formatErrors(given: readonly GraphQLError[]): FormattedErrors {
  let status: number | undefined;
  let headers: Readonly<Record<string, string>> | undefined;
  const errors = given.map((error) => {
    const { http, code = codeOf(error), ...others } = error.extensions;
    if (http !== undefined) {
      const head = http as AnswerHead;
      status = head.status ?? status;
      headers = head.headers ? { ...headers, ...head.headers } : headers;
    }
    return maskError({ ...error.toJSON(), extensions: { ...others, code } });
  });
  return { errors, status, headers };
}

/** graphql-js reports variables of a wrong value without a code. */
function codeOf({ nodes }: GraphQLError): string {
  const ofVariable = nodes?.length === 1 && nodes[0]?.kind === Kind.VARIABLE_DEFINITION;
  return ofVariable ? 'BAD_USER_INPUT' : unexpectedCode;
}
