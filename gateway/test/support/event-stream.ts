/** An event of a stream of server-sent events. */
export interface StreamedEvent {
  readonly event: string;
  readonly id?: string;
  /** The data as JSON; `undefined` where there are none. */
  readonly data?: StreamedResult;
}

/** A result of a subscription as a client reads it. */
export interface StreamedResult {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: Record<string, unknown> }[];
  readonly extensions?: { readonly cursor?: string };
}

/** A subscription over server-sent events, read event by event. */
export interface EventStream extends AsyncDisposable {
  readonly status: number;
  /** The next event; `undefined` when the stream has ended. */
  next(): Promise<StreamedEvent | undefined>;
  /** The next result. Raises for anything else. */
  result(): Promise<StreamedResult>;
  /** Comments received so far: the signs of life. */
  readonly comments: () => number;
  /** The whole answer where it is no stream. */
  json(): Promise<StreamedResult>;
}

/** Subscribes over server-sent events, as a program without a library would. */
export async function streamOf(
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<EventStream> {
  const gone = new AbortController();
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
    body: JSON.stringify({ query, variables }),
    signal: gone.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  let comments = 0;
  const stream: EventStream = {
    status: response.status,
    comments: () => comments,
    async next() {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end !== -1) {
          const event = readEvent(text.slice(0, end));
          text = text.slice(end + 2);
          if (event) return event;
          comments += 1;
          continue;
        }
        const { done, value = '' } = (await reader?.read()) ?? { done: true };
        if (done) return undefined;
        text += value;
      }
    },
    async result() {
      const event = await stream.next();
      if (event?.event !== 'next' || !event.data) throw new Error(`no result: ${JSON.stringify(event)}`);
      return event.data;
    },
    async json() {
      let whole = text;
      for (;;) {
        const { done, value = '' } = (await reader?.read()) ?? { done: true };
        if (done) return JSON.parse(whole) as StreamedResult;
        whole += value;
      }
    },
    async [Symbol.asyncDispose]() {
      gone.abort();
    },
  };
  return stream;
}

/** Reads what stands between two empty lines; `undefined` for a comment. */
export function readEvent(block: string): StreamedEvent | undefined {
  const fields = new Map<string, string>();
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields.set(line.slice(0, colon), line.slice(colon + 1).trimStart());
  }
  const event = fields.get('event');
  if (event === undefined) return undefined;
  const [id, data] = [fields.get('id'), fields.get('data')];
  return {
    event,
    ...(id === undefined ? {} : { id }),
    ...(data ? { data: JSON.parse(data) as StreamedResult } : {}),
  };
}
