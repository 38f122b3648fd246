import type { GraphQLFormattedError } from 'graphql';
import type { DeferredAnswer } from '../serving/operation-answer.ts';
import type { DeferredFormat } from './accepted-types.ts';
import type { AnswerStream, StreamHead } from './answer-streams.ts';
import { deferredWriter } from './deferred-formats.ts';

const part = (text: string) => `\r\ncontent-type: application/json; charset=utf-8\r\n\r\n${text}\r\n---`;

/** What an answer in parts begins with. */
export function deferredHead(format: DeferredFormat): StreamHead {
  return { contentType: `multipart/mixed; boundary="-"; ${format}`, opening: '\r\n---' };
}

/**
 * Sends an answer in parts, as its parts come. Resolves when nothing of the operation is left to do.
 *
 * @param masked makes the error that a client sees of what the parts rejected with
 */
export async function streamDeferred(
  { initial, pending = [], parts }: DeferredAnswer,
  format: DeferredFormat,
  stream: AnswerStream,
  masked: (error: unknown) => GraphQLFormattedError,
): Promise<void> {
  const writer = deferredWriter(format);
  stream.onEnd(() => {
    stream.finish('');
    Promise.resolve(parts.return?.()).catch(masked);
  });
  try {
    let sent = stream.send(part(writer.initial(initial, pending)));
    while (sent === true || (await sent)) {
      const next = await parts.next();
      if (next.done) break;
      sent = stream.send(part(writer.parts(next.value)));
    }
    stream.finish(`${part(writer.end())}--\r\n`);
  } catch (error) {
    stream.finish(`${part(writer.end([masked(error)]))}--\r\n`);
  }
}
