import { BadHttpError } from './bad-http-error.ts';

/** How the end of a body is known. */
export type BodyEnd =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly length: number }
  | { readonly kind: 'chunks' }
  /** With the connection. */
  | { readonly kind: 'close' };

/** What the status line and the headers of an answer say that a client needs to know. */
export interface AnswerHead {
  readonly status: number;
  readonly contentType: string;
  readonly contentEncoding: string;
  readonly bodyEnd: BodyEnd;
  /** Whether the connection may be used again. */
  readonly keptAlive: boolean;
  /** Seconds that the other side says it keeps an idle connection for; `undefined` when it does not say. */
  readonly keepAliveSeconds: number | undefined;
}

const noBody: BodyEnd = { kind: 'none' };
const inChunks: BodyEnd = { kind: 'chunks' };
const untilClosed: BodyEnd = { kind: 'close' };

/** A header or trailer (RFC 9110, sections 5.1 and 5.5): no white space before the colon, no control characters, no folding. */
const field = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+:[\\t\\x20-\\x7e\\x80-\\xff]*";
const wholeHead = new RegExp(
  `^HTTP/1\\.[01] [1-9]\\d\\d(?: [\\t\\x20-\\x7e\\x80-\\xff]*)?(?:\\r\\n${field})*$`,
);
const wholeField = new RegExp(`^${field}$`);
const digits = /^\d{1,15}$/;
const timeoutHint = /(?:^|[,\s;])timeout\s*=\s*"?(\d{1,9})/i;
const lineBreak = '\r\n';

/** Whether a line is a well-formed header or trailer. */
export function isField(line: string): boolean {
  return wholeField.test(line);
}

/**
 * Reads the head of an answer to a POST, without the empty line that ends it.
 * Raises {@link BadHttpError} for what is no HTTP/1.0 or HTTP/1.1 by the letter, and for what says of the body's length
 * in two ways, or in a way that this client does not know: a gateway between might see its end somewhere else
 * (RFC 9112, sections 6.3 and 11.2).
 */
export function readAnswerHead(text: string): AnswerHead {
  if (!wholeHead.test(text)) throw new BadHttpError('a malformed status line or header');
  const status = Number(text.slice(9, 12));
  const http10 = text.charCodeAt(7) === 0x30;
  let contentType = '';
  let contentEncoding = '';
  let length: number | undefined;
  let chunked = false;
  let connection = '';
  let keepAlive = '';

  for (let at = text.indexOf(lineBreak); at !== -1; ) {
    const start = at + lineBreak.length;
    at = text.indexOf(lineBreak, start);
    // Only what begins with c, k or t is of interest.
    const initial = text.charCodeAt(start) | 0x20;
    if (initial !== 0x63 && initial !== 0x6b && initial !== 0x74) continue;
    const colon = text.indexOf(':', start);
    const value = () => text.slice(colon + 1, at === -1 ? text.length : at).trim();
    switch (text.slice(start, colon).toLowerCase()) {
      case 'content-length': {
        const given = value();
        if (length !== undefined) throw new BadHttpError('more than one content-length');
        if (!digits.test(given)) throw new BadHttpError('a content-length that is no number');
        length = Number(given);
        break;
      }
      case 'transfer-encoding':
        if (chunked || value().toLowerCase() !== 'chunked') {
          throw new BadHttpError('a transfer-encoding other than chunked');
        }
        chunked = true;
        break;
      case 'content-type':
        // Two of them are none that anybody knows.
        contentType = contentType === '' ? value() : `${contentType},${value()}`;
        break;
      case 'content-encoding':
        contentEncoding = contentEncoding === '' ? value() : `${contentEncoding},${value()}`;
        break;
      case 'connection':
        connection += `,${value().toLowerCase()},`;
        break;
      case 'keep-alive':
        keepAlive = value();
        break;
    }
  }

  if (chunked && length !== undefined) throw new BadHttpError('both content-length and transfer-encoding');
  if (chunked && http10) throw new BadHttpError('a transfer-encoding in HTTP/1.0');
  const bodyEnd = bodyEndOf(status, chunked, length);
  const options = connection === '' ? [] : connection.split(',').map((option) => option.trim());
  const keptAlive =
    bodyEnd !== untilClosed && !options.includes('close') && (!http10 || options.includes('keep-alive'));
  const hint = keepAlive === '' ? undefined : timeoutHint.exec(keepAlive)?.[1];
  const keepAliveSeconds = hint === undefined ? undefined : Number(hint);
  return { status, contentType, contentEncoding, bodyEnd, keptAlive, keepAliveSeconds };
}

function bodyEndOf(status: number, chunked: boolean, length: number | undefined): BodyEnd {
  if (status < 200 || status === 204 || status === 304) return noBody;
  if (chunked) return inChunks;
  if (length === undefined) return untilClosed;
  return length === 0 ? noBody : { kind: 'length', length };
}
