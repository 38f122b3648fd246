import type { FastifyInstance } from 'fastify';
import { isCodedError } from '../data/coded-error.ts';
import { maskedError } from '../serving/mask-error.ts';
import { singleTypeOrJson } from './accepted-types.ts';

/** What goes wrong outside of GraphQL, as HTTP answers it. */
export interface HttpErrorAnswer {
  readonly status: number;
  /** Headers that the error asks for. */
  readonly headers: Readonly<Record<string, string>> | undefined;
  /** JSON. */
  readonly body: string;
  /** Whether nobody foresaw it. */
  readonly unexpected: boolean;
}

/** An answer that consists of one error. */
interface ErrorAnswer {
  readonly status: number;
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
  /** Headers of the answer that the error asks for. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Whether nobody foresaw it. */
  readonly unexpected?: boolean;
}

/**
 * Answers what goes wrong outside of GraphQL (a body too large, invalid JSON, an unknown path, an unknown caller) in the
 * form of a GraphQL error and in the media type asked for, and masks what nobody foresaw.
 */
export function answerHttpErrors(app: FastifyInstance, bodyLimit: number): void {
  app.setErrorHandler((error, request, reply) => {
    const { status, headers, body, unexpected } = httpErrorAnswer(error, request.id, bodyLimit);
    if (unexpected) request.log.error({ requestId: request.id, err: error }, 'unexpected error');
    return reply
      .code(status)
      .headers({ ...headers })
      .type(singleTypeOrJson(request.headers.accept))
      .send(body);
  });
  app.setNotFoundHandler((_request, reply) => {
    const message = 'There is nothing here. The GraphQL endpoint is /graphql.';
    return reply.code(404).send({ errors: [{ message, extensions: { code: 'NOT_FOUND' } }] });
  });
}

/** The answer to what was raised, in the form of a GraphQL error; what nobody foresaw is masked. */
export function httpErrorAnswer(error: unknown, requestId: string, bodyLimit: number): HttpErrorAnswer {
  const { status, message, extensions, headers, unexpected = false } = answerOf(error, requestId, bodyLimit);
  return { status, headers, body: JSON.stringify({ errors: [{ message, extensions }] }), unexpected };
}

function answerOf(error: unknown, requestId: string, bodyLimit: number): ErrorAnswer {
  if (isCodedError(error)) {
    const { http, ...extensions } = error.extensions;
    const { status = 401, headers } = (http ?? {}) as Partial<Pick<ErrorAnswer, 'status' | 'headers'>>;
    return { status, message: error.message, extensions, headers };
  }
  const { statusCode: status = 500, message = 'Bad request.' } = error as Partial<{
    statusCode: number;
    message: string;
  }>;
  switch (true) {
    case status === 413: {
      const tooLarge = `The request body exceeds the limit of ${bodyLimit} bytes.`;
      return { status, message: tooLarge, extensions: { code: 'BAD_USER_INPUT', limit: 'bodyBytes' } };
    }
    case hasCode(error, 'FST_ERR_CTP_INVALID_MEDIA_TYPE'):
      return {
        status,
        message: 'Send the operation as JSON, with "content-type: application/json".',
        extensions: { code: 'BAD_REQUEST' },
      };
    case status >= 400 && status < 500:
      return { status, message, extensions: { code: 'BAD_REQUEST' } };
    default:
      return { status: 500, ...maskedError(requestId), unexpected: true };
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
