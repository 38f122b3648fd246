/** A POST of JSON, as often as it is attempted. */
export interface JsonPost {
  /** Makes the headers of one attempt, further to those that every request has. Names are lower case, values printable ASCII. */
  headers(): Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether to send once more when a connection that was kept turns out to be closed before any answer came. */
  readonly repeatable: boolean;
  /** When the deadline began, by `performance.now()`. @default now */
  readonly since?: number | undefined;
}

/** An HTTP answer that is there to its last byte. */
export interface HttpAnswer {
  readonly status: number;
  /** `''` where there is none. */
  readonly contentType: string;
  /** `''` where there is none: as it is. */
  readonly contentEncoding: string;
  /** Valid only while who receives the answer looks at it: the next answer may be read into the same memory. */
  readonly body: Buffer;
}

/** What asks one subgraph. */
export interface HttpClient {
  /**
   * Sends a request and hands the whole answer to `read`, whose value it resolves with.
   * Rejects with a {@link SubgraphError} when there is no whole answer within the deadline, and with what `read` raises.
   */
  post<Read>(post: JsonPost, read: (answer: HttpAnswer) => Read): Promise<Read>;
  /** Takes no more requests, lets those that it has finish, then closes all connections. */
  close(): Promise<void>;
  /** Closes all connections now; requests that it has fail. */
  destroy(): Promise<void>;
}

/** What an {@link HttpClient} is made from. */
export interface HttpClientOptions {
  /** Named in errors. */
  readonly subgraph: string;
  /** Address of its GraphQL endpoint. User and password in it are not sent. */
  readonly url: URL;
  /** Milliseconds over everything: waiting for a connection, connecting, sending, and the last byte of the answer. */
  readonly timeout: number;
  /** Most connections. */
  readonly connections: number;
  /** Largest answer in bytes. */
  readonly maxAnswerBytes: number;
}

/** Milliseconds that are left of a deadline. */
export function timeLeft(timeout: number, since: number | undefined): number {
  return since === undefined ? timeout : Math.max(0, since + timeout - performance.now());
}

/** What every request to a subgraph says of itself. */
export const fixedHeaders = {
  accept: 'application/graphql-response+json, application/json',
  // Answers come from near by: unpacking them would cost more than it saves.
  'accept-encoding': 'identity',
  'content-type': 'application/json',
} as const;
