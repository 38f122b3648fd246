import { hash } from 'node:crypto';

/** Bytes that SHA-256 takes at once. */
const blockBytes = 64;
const digestBytes = 32;

/** A key as HMAC-SHA256 uses it (RFC 2104, section 2): both blocks that the key makes, so that they are made once. */
export interface HmacKey {
  readonly inner: Buffer;
  /** With room for the inner digest behind it. */
  readonly outer: Buffer;
}

/** Prepares a key for {@link hmacSha256}. */
export function hmacKey(key: string): HmacKey {
  const given = Buffer.from(key, 'utf8');
  const block = Buffer.alloc(blockBytes);
  (given.length > blockBytes ? hash('sha256', given, 'buffer') : given).copy(block);
  const outer = Buffer.alloc(blockBytes + digestBytes);
  for (const [at, byte] of block.entries()) outer[at] = byte ^ 0x5c;
  return { inner: block.map((byte) => byte ^ 0x36) as Buffer, outer };
}

/** Texts of most requests, which are written here one after the other. */
const memory = Buffer.allocUnsafeSlow(64 * 1024);
/** Bytes of UTF-8 that one UTF-16 unit takes at most. */
const bytesPerUnit = 3;

/**
 * HMAC-SHA256 (RFC 2104) of a text and what follows it, as base64url. By two hashes in one call each: `createHmac` makes an object, a context
 * and a key for every digest, which costs half as much again as the hashing of a request (measured: 4.2 µs against 2.8 for 1.4 KB).
 */
export function hmacSha256({ inner, outer }: HmacKey, head: string, body: string | Buffer): string {
  const room = blockBytes + head.length * bytesPerUnit + body.length * bytesPerUnit;
  const bytes = room > memory.length ? Buffer.allocUnsafeSlow(room) : memory;
  inner.copy(bytes);
  let length = blockBytes;
  if (typeof body === 'string') length += bytes.write(head + body, blockBytes, 'utf8');
  else {
    length += bytes.write(head, blockBytes, 'utf8');
    length += body.copy(bytes, length);
  }
  outer.write(hash('sha256', bytes.subarray(0, length), 'binary'), blockBytes, 'latin1');
  return hash('sha256', outer, 'base64url');
}
