import type { IncomingHttpHeaders } from 'node:http';

/** A request that the front answers itself: a POST whose length is said, all of it there. */
export interface SimpleRequest {
  readonly method: 'POST';
  /** The path, without a query. */
  readonly url: string;
  /** Names in lower case, each once. */
  readonly headers: IncomingHttpHeaders;
  /** Names and values in turn, as they came. */
  readonly raw: { readonly rawHeaders: readonly string[] };
  readonly body: Buffer;
  /** The address of who asks. */
  readonly ip: string;
}

/** The head of a {@link SimpleRequest}, and where its body lies in the bytes that were read. */
export interface SimpleHead extends Pick<SimpleRequest, 'headers' | 'raw'> {
  readonly start: number;
  readonly end: number;
}

/** Bytes of a head, at most: one as long is Node's to answer. */
const maxHeadBytes = 12 * 1024;
const endOfHead = '\r\n\r\n';
const lineBreak = '\r\n';
/** Lengths of up to nine digits, without a sign, a list or a leading zero. */
const length = /^[1-9]\d{0,8}$/;
/** Headers that change how a message is read or who may have sent it: what has one is Node's to read, and Fastify's to answer. */
const others = [
  'transfer-encoding',
  'content-encoding',
  'expect',
  'upgrade',
  'te',
  'trailer',
  'proxy-connection',
  'keep-alive',
  // Sent by browsers.
  'cookie',
  'origin',
] as const;

/**
 * Reads the head of a request by the letter of RFC 9112, and nothing that is allowed beside it: what two readers could understand in two
 * ways is not understood here at all.
 *
 * @param path of the one place that is asked here
 * @param bodyLimit largest body in bytes
 * @returns `more` while the head is not whole; `undefined` for a request that is not one of these
 */
export function readSimpleHead(
  bytes: Buffer,
  path: string,
  bodyLimit: number,
): SimpleHead | 'more' | undefined {
  const requestLine = `POST ${path} HTTP/1.1${lineBreak}`;
  const beginning = bytes.toString('latin1', 0, Math.min(bytes.length, requestLine.length));
  if (!requestLine.startsWith(beginning)) return undefined;
  const ending = bytes.indexOf(endOfHead, 0, 'latin1');
  if (ending === -1) return bytes.length > maxHeadBytes ? undefined : 'more';
  if (ending > maxHeadBytes) return undefined;
  const fields = readFields(bytes.toString('latin1', requestLine.length, ending + lineBreak.length));
  if (!fields) return undefined;
  const { headers } = fields;
  // Node refuses a request without one.
  if (!headers.host) return undefined;
  for (const name of others) if (headers[name] !== undefined) return undefined;
  const { connection } = headers;
  if (connection !== undefined && connection.toLowerCase() !== 'keep-alive') return undefined;
  const said = headers['content-length'];
  if (said === undefined || !length.test(said) || Number(said) > bodyLimit) return undefined;
  const start = ending + endOfHead.length;
  return { ...fields, start, end: start + Number(said) };
}

/** A header: a token, a colon, and text in printable ASCII (RFC 9110, sections 5.1 and 5.5). */
const field = /([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[\t ]*([\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?)?[\t ]*\r\n/y;

/** Reads headers, each with the line break behind it; `undefined` where one is of another form, or comes twice. */
function readFields(text: string): Pick<SimpleHead, 'headers' | 'raw'> | undefined {
  const headers: IncomingHttpHeaders = {};
  const rawHeaders: string[] = [];
  field.lastIndex = 0;
  while (field.lastIndex < text.length) {
    const [, name, value = ''] = field.exec(text) ?? [];
    if (name === undefined) return undefined;
    const known = name.toLowerCase();
    // That also refuses `constructor` and `__proto__`.
    if (known in headers) return undefined;
    headers[known] = value;
    rawHeaders.push(name, value);
  }
  return { headers, raw: { rawHeaders } };
}
