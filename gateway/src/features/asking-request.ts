import type { IncomingHttpHeaders } from 'node:http';

/** A request over HTTP as far as it says who asks: Fastify's, or one that was read beside Fastify. */
export interface AskingRequest {
  /** Names in lower case. */
  readonly headers: IncomingHttpHeaders;
  /** Path and query. */
  readonly url: string;
  readonly raw: {
    /** Names and values in turn, as they came: also those that came several times. */
    readonly rawHeaders: readonly string[];
  };
}
