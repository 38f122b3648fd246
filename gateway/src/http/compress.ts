import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyReply } from 'fastify';
import Negotiator from 'negotiator';
import { createBoundedCache } from '../data/bounded-cache.ts';

/** How an answer is compressed. */
export type Encoding = 'br' | 'gzip';

/**
 * From how many UTF-16 units an answer is compressed. Compressing one costs about 0.2 ms of a core whatever its size, half of what the gateway needs for
 * the whole journey query (measured, 6.6 KB to 2.2 KB): below, a network takes no longer for the whole.
 */
const worthIt = 4096;

/** Cheap levels: higher ones cost half as much again and save a tenth. */
const [brotliQuality, gzipLevel] = [1, 3];

const [brotli, gzipped] = [promisify(brotliCompress), promisify(gzip)];
/** Clients are few kinds, and each sends the same header always. */
const read = createBoundedCache<{ readonly encoding: Encoding | undefined }>(200);

/** The encoding that a client accepts and likes most; `undefined` where it is to have the text as it is. */
export function acceptedEncoding(accepts: string | undefined): Encoding | undefined {
  if (accepts === undefined) return undefined;
  const known = read.get(accepts);
  if (known) return known.encoding;
  const negotiator = new Negotiator({ headers: { 'accept-encoding': accepts } });
  const encoding = negotiator.encodings(['br', 'gzip', 'identity'])[0];
  const liked = encoding === 'br' || encoding === 'gzip' ? encoding : undefined;
  read.set(accepts, { encoding: liked });
  return liked;
}

/** Compresses a text, off the event loop. */
function compress(text: string, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'gzip') return gzipped(text, { level: gzipLevel });
  return brotli(text, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } });
}

/** A text as a client is sent it. */
export interface EncodedText {
  readonly body: string | Buffer;
  /** What says how it is encoded, and what the answer depends on. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Encodes a text: compressed where the client accepts that and it is worth it, for which alone there is something to wait for.
 *
 * @param vary what the answer depends on already
 */
export function encodeText(
  text: string,
  accepts: string | undefined,
  vary: string | undefined,
): EncodedText | Promise<EncodedText> {
  if (text.length < worthIt) return { body: text, headers: vary === undefined ? {} : { vary } };
  const headers = { vary: vary === undefined ? 'accept-encoding' : `${vary}, accept-encoding` };
  const encoding = acceptedEncoding(accepts);
  if (!encoding) return { body: text, headers };
  return compress(text, encoding).then(
    (body) => ({ body, headers: { ...headers, 'content-encoding': encoding } }),
    // Never seen; and then the text as it is serves as well.
    () => ({ body: text, headers }),
  );
}

/** Sends a text, encoded by {@link encodeText}. */
export function sendText(text: string, accepts: string | undefined, reply: FastifyReply): void {
  const send = ({ body, headers }: EncodedText) => void reply.headers(headers).send(body);
  const encoded = encodeText(text, accepts, reply.getHeader('vary')?.toString());
  if (encoded instanceof Promise) void encoded.then(send);
  else send(encoded);
}
