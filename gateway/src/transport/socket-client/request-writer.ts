import type { Socket } from 'node:net';
import { fixedHeaders, type JsonPost } from '../http-client.ts';

/** What in a header would begin another one, or be written in more bytes than it has characters. */
const unfitting = /[^\t\x20-\x7e]/;

/** From how many characters on a value is remembered that was looked through: tokens and callers come again with every request. */
const long = 100;
/** Values that are remembered at most. */
const mostKnown = 2_000;

/** Writes a request to a connection, in one piece. Raises a `TypeError` when a header has a line break or anything else that is not printable. */
export type RequestWriter = (socket: Socket, post: JsonPost) => void;

/** Creates what writes requests to one address: what is in all of them is put together once. */
export function createRequestWriter(url: URL): RequestWriter {
  const fixed = [
    `POST ${url.pathname}${url.search} HTTP/1.1`,
    `host: ${url.host}`,
    ...Object.entries(fixedHeaders).map(([name, value]) => `${name}: ${value}`),
    'connection: keep-alive',
    'content-length: ',
  ].join('\r\n');
  const known = new Set<string>();
  return (socket, { headers, body }) => {
    const length = Buffer.byteLength(body);
    let text = `${fixed}${length}\r\n`;
    const own = headers();
    for (const name in own) {
      const value = own[name] as string;
      if (!isFitting(value)) throw new TypeError(`header ${name} holds what no header may`);
      text += `${name}: ${value}\r\n`;
    }
    text += '\r\n';
    // Text of ASCII alone is written as it lies in memory.
    socket.write(text + body, length === body.length ? 'latin1' : 'utf8');
  };

  function isFitting(value: string): boolean {
    if (value.length < long) return !unfitting.test(value);
    if (known.has(value)) return true;
    if (unfitting.test(value)) return false;
    if (known.size >= mostKnown) known.clear();
    known.add(value);
    return true;
  }
}
