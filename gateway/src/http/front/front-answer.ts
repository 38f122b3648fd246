import { STATUS_CODES } from 'node:http';
import { headerLines } from '../../data/header-lines.ts';

/** What a request is answered with. */
export interface FrontAnswer {
  readonly status: number;
  /** All but those of the connection, the length and the time. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** What an answer says of its connection. */
export interface Keeping {
  readonly keepAlive: boolean;
  /** Milliseconds for which an idle connection is kept. */
  readonly keepAliveTimeout: number;
}

/**
 * The head of an answer, as Node writes it. Raises a `TypeError` when a header holds a line break or anything else that is not
 * printable.
 *
 * @param length of the body, in bytes
 */
export function headOf(
  { status, headers }: FrontAnswer,
  length: number,
  { keepAlive, keepAliveTimeout }: Keeping,
): string {
  const text = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${headerLines(headers)}`;
  const connection = keepAlive
    ? `Connection: keep-alive\r\nKeep-Alive: timeout=${Math.floor(keepAliveTimeout / 1000)}`
    : 'Connection: close';
  return `${text}content-length: ${length}\r\nDate: ${dateNow()}\r\n${connection}\r\n\r\n`;
}

let second = 0;
let date = '';

/** The time as headers have it, which changes once a second. */
function dateNow(): string {
  const now = Math.floor(Date.now() / 1000);
  if (now !== second) {
    second = now;
    date = new Date(now * 1000).toUTCString();
  }
  return date;
}
