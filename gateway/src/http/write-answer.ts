import type { FastifyReply, FastifyRequest } from 'fastify';
import { maskedError } from '../serving/mask-error.ts';
import type { OperationAnswer, SingleAnswer } from '../serving/operation-answer.ts';
import { acceptedTypes, singleTypeOrJson } from './accepted-types.ts';
import type { AnswerStreams } from './answer-streams.ts';
import { sendText } from './compress.ts';
import { resultText } from './result-text.ts';
import { deferredHead, streamDeferred } from './stream-deferred.ts';
import { streamSubscription } from './stream-subscription.ts';
import { subscriptionWriter } from './subscription-formats.ts';

/** Writes answers in the form that their requests accept; resolves when nothing is left to be sent. */
export type WriteAnswer = (
  answer: OperationAnswer,
  request: FastifyRequest,
  reply: FastifyReply,
) => Promise<void> | undefined;

/** Creates what writes answers, over the streams of a gateway. */
export function createWriteAnswer(streams: AnswerStreams): WriteAnswer {
  return (answer, request, reply) => {
    const accepted = acceptedTypes(request.headers.accept);
    const masked = (error: unknown) => {
      request.log.error({ requestId: request.id, err: error }, 'unexpected error');
      return maskedError(request.id);
    };
    if (answer.kind === 'single') {
      if (accepted.singleAsEvent) writeEvent(answer, reply);
      else writeJson(answer, request, reply);
      return undefined;
    }
    if (answer.kind === 'deferred') {
      // Given only to those who accept it.
      const { deferred = 'deferSpec=20220824' } = accepted;
      return streamDeferred(answer, deferred, streams.open(reply, deferredHead(deferred)), masked);
    }
    const writer = subscriptionWriter(accepted.subscription ?? 'events');
    return streamSubscription(answer.results, writer, streams.open(reply, writer.head), masked);
  };

  function writeEvent({ headers, result }: SingleAnswer, reply: FastifyReply): void {
    if (headers) reply.headers({ ...headers });
    const { head, next, end } = subscriptionWriter('events');
    streams.open(reply, head).finish(next({ result }).text + end());
  }
}

function writeJson(
  { status, headers, result }: SingleAnswer,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  if (headers) reply.headers({ ...headers });
  reply.code(status).type(singleTypeOrJson(request.headers.accept));
  sendText(`${resultText(result)}\n`, request.headers['accept-encoding'], reply);
}
