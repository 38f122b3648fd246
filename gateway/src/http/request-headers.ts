import type { IncomingHttpHeaders } from 'node:http';
import type { RequestContext } from '../features/request-context.ts';

/** The headers of a request as features read them; nothing is copied. */
export class RequestHeaders implements HeadersByName {
  readonly #headers: IncomingHttpHeaders;

  constructor(headers: IncomingHttpHeaders) {
    this.#headers = headers;
  }

  get(name: string): string | undefined {
    const value = this.#headers[name];
    return typeof value === 'object' ? value.join(', ') : value;
  }
}

type HeadersByName = RequestContext['headers'];
