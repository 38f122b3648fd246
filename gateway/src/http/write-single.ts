import type { FastifyReply, FastifyRequest } from 'fastify';
import type { GraphqlResult, SingleAnswer } from '../serving/operation-answer.ts';
import { singleTypeOrJson } from './accepted-types.ts';

/** Sends an answer in one piece, in the media type that the request accepts. */
export function writeSingle(
  answer: SingleAnswer,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { status, headers, result } = answer;
  if (headers) reply.headers({ ...headers });
  return reply
    .code(status)
    .type(singleTypeOrJson(request.headers.accept))
    .send(`${resultText(result)}\n`);
}

/** A result as JSON, its errors first: who reads it is to see them. */
function resultText({ errors, data, extensions }: GraphqlResult): string {
  return JSON.stringify({ errors, data, extensions });
}
