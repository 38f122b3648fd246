import type { Socket } from 'node:net';
import { headerLines } from '../../data/header-lines.ts';
import { fixedHeaders, type JsonPost } from '../http-client.ts';

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
  return (socket, { headers, body }) => {
    const length = Buffer.byteLength(body);
    const text = `${fixed}${length}\r\n${headerLines(headers())}\r\n`;
    // Text of ASCII alone is written as it lies in memory.
    socket.write(text + body, length === body.length ? 'latin1' : 'utf8');
  };
}
