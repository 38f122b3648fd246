import type { GraphQLFormattedError } from 'graphql';
import type { SubscriptionResult } from '../features/graphql-result.ts';
import type { AnswerStream, StreamEnd } from './answer-streams.ts';
import type { SubscriptionWriter } from './subscription-formats.ts';

/** What a client is told of a subscription that does not end by itself. */
const reasons: Readonly<Record<Exclude<StreamEnd, 'gone'>, GraphQLFormattedError>> = {
  slow: {
    message:
      'The subscription has ended, because its results were not read. Subscribe again, and read them as they come.',
    extensions: { code: 'SUBSCRIPTION_TOO_SLOW' },
  },
  stopping: {
    message: 'The subscription has ended, because the gateway stops. Subscribe again.',
    extensions: { code: 'SUBSCRIPTION_INTERRUPTED' },
  },
};

/**
 * Sends the results of a subscription as they come, one after the other: of a client that does not read, at most one waits. Resolves
 * when the subscription has ended, by itself or since nobody reads it.
 *
 * @param masked makes the error that a client sees of what the results rejected with
 */
export async function streamSubscription(
  results: AsyncIterator<SubscriptionResult>,
  writer: SubscriptionWriter,
  stream: AnswerStream,
  masked: (error: unknown) => GraphQLFormattedError,
): Promise<void> {
  stream.onEnd((why) => {
    stream.finish(why === 'gone' ? '' : writer.end(reasons[why]));
    Promise.resolve(results.return?.()).catch(masked);
  });
  try {
    for (;;) {
      const next = await results.next();
      if (next.done || stream.ended()) break;
      const sent = stream.send(writer.next(next.value));
      if (sent !== true && !(await sent)) break;
    }
    stream.finish(writer.end());
  } catch (error) {
    stream.finish(writer.end(masked(error)));
  }
}
