import type { FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import { unexpectedCode } from './mask-error.ts';

/**
 * Answers what goes wrong before GraphQL is reached (a body too large, invalid JSON, an unknown path, an unknown caller) in the
 * form of a GraphQL error, and masks what nobody foresaw.
 */
export function answerHttpErrors(app: FastifyInstance, bodyLimit: number): void {
  app.setErrorHandler((error, request, reply) => {
    if (error instanceof GraphQLError && error.extensions['code'] !== undefined) {
      const { http, ...extensions } = error.extensions;
      const { status = 401 } = (http ?? {}) as { status?: number };
      return reply.code(status).send({ errors: [{ message: error.message, extensions }] });
    }
    const { statusCode = 500, message } = error as Partial<{ statusCode: number; message: string }>;
    if (statusCode === 413) {
      return reply
        .code(413)
        .send(
          body(
            'BAD_USER_INPUT',
            `The request body exceeds the limit of ${bodyLimit} bytes (setting limits.bodyBytes).`,
          ),
        );
    }
    if (statusCode < 500) return reply.code(statusCode).send(body('BAD_REQUEST', message ?? 'Bad request.'));
    request.log.error({ requestId: request.id, err: error }, 'unexpected error');
    return reply.code(500).send({
      errors: [
        {
          message: 'Internal server error. Quote the request id when you report it.',
          extensions: { code: unexpectedCode, requestId: request.id },
        },
      ],
    });
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send(body('NOT_FOUND', 'There is nothing here. The GraphQL endpoint is /graphql.')),
  );
}

function body(code: string, message: string) {
  return { errors: [{ message, extensions: { code } }] };
}
