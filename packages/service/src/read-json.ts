import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import { MIMEType } from 'node:util';
import { parse } from 'secure-json-parse';

/** A request body that cannot be read. Its message may be shown to who sent it; it quotes nothing of the body. */
export class BodyError extends Error {
  /** 415 when the headers announce a form that is not read, 400 when the body is not what they announce. */
  readonly statusCode: 400 | 415;
  readonly code = 'BODY_NOT_READABLE';

  constructor(statusCode: 400 | 415, message: string) {
    super(message);
    this.statusCode = statusCode;
  }
}

/**
 * Reads a JSON body.
 * Raises {@link BodyError} when the headers announce another charset or a compression, and when the body is empty, is not
 * UTF-8, is no JSON, or has a key `__proto__` or a `constructor` with a `prototype`.
 */
export function readJson(headers: IncomingHttpHeaders, bytes: Buffer): unknown {
  const text = jsonText(headers, bytes);
  if (text === '') throw new BodyError(400, 'The body is empty; it must be JSON.');
  try {
    return parse(text);
  } catch {
    throw new BodyError(400, 'The body is not JSON, or has a key that is not allowed ("__proto__").');
  }
}

/**
 * The text of a JSON body. JSON is UTF-8 (RFC 8259, section 8.1): a body that says or turns out to be in another encoding
 * is refused, since reading it as UTF-8 would put U+FFFD in the place of what was meant. A byte order mark is dropped.
 */
function jsonText(headers: IncomingHttpHeaders, bytes: Buffer): string {
  const coding = headers['content-encoding'];
  if (coding !== undefined && coding.toLowerCase() !== 'identity') {
    throw new BodyError(415, 'The body must not be compressed: send it without "content-encoding".');
  }
  const charset = charsetOf(headers['content-type']);
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    throw new BodyError(415, 'The body must be JSON in UTF-8: "content-type" names another charset.');
  }
  if (!isUtf8(bytes)) throw new BodyError(400, 'The body is not UTF-8, as JSON must be.');
  // Text in UTF-16 or UTF-32 that is all ASCII is valid UTF-8 with a NUL beside each character.
  if (bytes.subarray(0, 4).includes(0))
    throw new BodyError(400, 'The body is not UTF-8 but UTF-16 or UTF-32.');
  const text = bytes.toString('utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function charsetOf(contentType: string | undefined): string | undefined {
  // What nearly every request says.
  if (contentType === undefined || contentType === 'application/json') return undefined;
  try {
    return new MIMEType(contentType).params.get('charset') ?? undefined;
  } catch {
    throw new BodyError(415, 'The header "content-type" is malformed.');
  }
}
