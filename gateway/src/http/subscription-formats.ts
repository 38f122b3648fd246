import type { GraphQLFormattedError } from 'graphql';
import type { SubscriptionResult } from '../features/graphql-result.ts';
import type { SubscriptionFormat } from './accepted-types.ts';
import type { StreamHead } from './answer-streams.ts';
import { resultText } from './result-text.ts';
import { type SharedPiece, sharedPiece } from './shared-piece.ts';

/** How the results of a subscription are written. */
export interface SubscriptionWriter {
  readonly head: StreamHead;
  next(result: SubscriptionResult): SharedPiece;
  /** The last piece, with the reason where the subscription did not end by itself. */
  end(error?: GraphQLFormattedError): string;
}

const part = (text: string) => `\r\ncontent-type: application/json\r\n\r\n${text}\r\n--graphql`;

const writers: Readonly<Record<SubscriptionFormat, SubscriptionWriter>> = {
  /** GraphQL over Server-Sent Events, distinct connections (github.com/enisdenjo/graphql-sse, PROTOCOL.md). */
  events: {
    head: { contentType: 'text/event-stream; charset=utf-8', opening: ':\n\n', heartbeat: ':\n\n' },
    next: once(
      ({ result, cursor, text }) =>
        `event: next\n${cursor === undefined ? '' : `id: ${cursor}\n`}data: ${text ?? resultText(result)}\n\n`,
    ),
    end: (error) =>
      `${error ? `event: next\ndata: ${JSON.stringify({ errors: [error] })}\n\n` : ''}event: complete\ndata:\n\n`,
  },
  /** Apollo's multipart protocol for subscriptions, `subscriptionSpec=1.0`. */
  multipart: {
    head: {
      contentType: 'multipart/mixed;boundary="graphql";subscriptionSpec=1.0',
      opening: '\r\n--graphql',
      heartbeat: part('{}'),
    },
    next: once(({ result, text }) => part(`{"payload":${text ?? resultText(result)}}`)),
    end: (error) => `${error ? part(JSON.stringify({ payload: null, errors: [error] })) : ''}--\r\n`,
  },
};

/** The writer of a format. */
export function subscriptionWriter(format: SubscriptionFormat): SubscriptionWriter {
  return writers[format];
}

/** Writes each result once, however many subscribers receive it. */
function once(write: (result: SubscriptionResult) => string): (result: SubscriptionResult) => SharedPiece {
  const written = new WeakMap<SubscriptionResult, SharedPiece>();
  return (result) => {
    let piece = written.get(result);
    if (piece === undefined) {
      piece = sharedPiece(write(result));
      written.set(result, piece);
    }
    return piece;
  };
}
