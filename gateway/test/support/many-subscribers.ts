import { Agent, request } from 'node:http';
import { readEvent, type StreamedResult } from './event-stream.ts';

/** One of many subscribers over server-sent events, with all that it was sent. */
export interface ManySubscriber {
  readonly results: StreamedResult[];
  /** How its stream ended: in order, or cut off; `undefined` while it goes on. */
  ended: 'complete' | 'cut' | undefined;
}

/** Subscribers that receive at the same time. */
export interface ManySubscribers extends Disposable {
  readonly all: readonly ManySubscriber[];
}

/** So many connections are opened at once. */
const atOnce = 100;

/**
 * Subscribes over a connection of its own for each operation, and resolves when each has its first result.
 */
export async function manySubscribers(
  url: string,
  operations: readonly { readonly query: string; readonly variables?: Record<string, unknown> }[],
  headers: Record<string, string>,
): Promise<ManySubscribers> {
  const agent = new Agent({ keepAlive: false });
  const all: ManySubscriber[] = [];
  for (let from = 0; from < operations.length; from += atOnce) {
    const piece = operations.slice(from, from + atOnce).map((one) => subscribe(url, agent, one, headers));
    all.push(...(await Promise.all(piece)));
  }
  return { all, [Symbol.dispose]: () => agent.destroy() };
}

function subscribe(
  url: string,
  agent: Agent,
  operation: object,
  headers: Record<string, string>,
): Promise<ManySubscriber> {
  const subscriber: ManySubscriber = { results: [], ended: undefined };
  const { promise, resolve, reject } = Promise.withResolvers<ManySubscriber>();
  const sent = request(url, {
    method: 'POST',
    agent,
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
  });
  sent.on('error', reject);
  sent.on('response', (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (chunk: string) => {
      const events = (text + chunk).split('\n\n');
      text = events.pop() ?? '';
      for (const block of events) {
        const event = readEvent(block);
        if (event?.event === 'complete') subscriber.ended = 'complete';
        else if (event?.data) subscriber.results.push(event.data);
      }
      if (subscriber.results.length > 0) resolve(subscriber);
    });
    response.on('close', () => {
      subscriber.ended ??= 'cut';
    });
    // Cut off, which the test looks at.
    response.on('error', () => {});
  });
  sent.end(JSON.stringify(operation));
  return promise;
}
