import type { HttpAnswer } from '../http-client.ts';
import { type AnswerHead, readAnswerHead } from './answer-head.ts';
import { BadHttpError } from './bad-http-error.ts';
import { ChunkedBody } from './chunked-body.ts';
import { GrowingBytes } from './growing-bytes.ts';

/** Bytes of headers, interim answers included: as Node and undici have it. */
const maxHeaderBytes = 16 * 1024;
const endOfHead = '\r\n\r\n';
const protocol = 'HTTP/';
const nothing = Buffer.alloc(0);

/** Raised when a body is larger than an answer may be. */
export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError';
}

/** An answer, and what its connection is good for after it. */
export interface ParsedAnswer extends HttpAnswer {
  /** Whether the connection may be used again. */
  readonly keptAlive: boolean;
  /** Seconds that the other side says it keeps an idle connection for. */
  readonly keepAliveSeconds: number | undefined;
}

/**
 * Reads the answer to one request as its bytes come. Everything is by the letter of RFC 9112, without the leniency that
 * makes two readers disagree about where an answer ends.
 */
export class AnswerParser {
  readonly #maxAnswerBytes: number;
  /** Of the head that is being read. */
  #pending: Buffer = nothing;
  /** Bytes of interim heads before. */
  #interimBytes = 0;
  #head: AnswerHead | undefined;
  #chunked: ChunkedBody | undefined;
  readonly #body = new GrowingBytes();
  /** Whether a byte came since the start. */
  begun = false;

  /** @param maxAnswerBytes largest body */
  constructor(maxAnswerBytes: number) {
    this.#maxAnswerBytes = maxAnswerBytes;
  }

  /** Gets ready for the next answer. */
  reset(): void {
    this.#pending = nothing;
    this.#interimBytes = 0;
    this.#head = undefined;
    this.#chunked = undefined;
    this.#body.take();
    this.begun = false;
  }

  /**
   * Reads bytes that came.
   *
   * @returns the answer, once it is whole; its body may lie in `bytes`
   *
   * Raises {@link BadHttpError}, {@link AnswerTooLargeError}.
   */
  read(bytes: Buffer): ParsedAnswer | undefined {
    this.begun = true;
    return this.#head === undefined ? this.#readHead(bytes) : this.#readBody(this.#head, bytes, 0);
  }

  /** The connection ended: the answer, where that is its end. */
  finish(): ParsedAnswer | undefined {
    if (this.#head?.bodyEnd.kind !== 'close') return undefined;
    return this.#answer(this.#head, this.#body.take(), 0);
  }

  #readHead(came: Buffer): ParsedAnswer | undefined {
    const before = this.#pending.length;
    const bytes = before === 0 ? came : Buffer.concat([this.#pending, came]);
    const end = bytes.indexOf(endOfHead, Math.max(0, before - endOfHead.length), 'latin1');
    const length = end === -1 ? bytes.length : end + endOfHead.length;
    if (this.#interimBytes + length > maxHeaderBytes) {
      throw new BadHttpError(`more than ${maxHeaderBytes} bytes of headers`);
    }
    if (end === -1) {
      refuseOtherProtocol(bytes);
      // `came` is not ours to keep.
      this.#pending = before === 0 ? Buffer.from(came) : bytes;
      return undefined;
    }
    const head = readAnswerHead(bytes.toString('latin1', 0, end));
    this.#pending = nothing;
    if (head.status === 101) throw new BadHttpError('a switch to another protocol, unasked');
    if (head.status < 200) {
      this.#interimBytes += length;
      return length === bytes.length ? undefined : this.#readHead(bytes.subarray(length));
    }
    const { bodyEnd } = head;
    if (bodyEnd.kind === 'length' && bodyEnd.length > this.#maxAnswerBytes) throw new AnswerTooLargeError();
    this.#head = head;
    return this.#readBody(head, bytes, length);
  }

  #readBody(head: AnswerHead, bytes: Buffer, start: number): ParsedAnswer | undefined {
    const { bodyEnd } = head;
    const end = bytes.length;
    switch (bodyEnd.kind) {
      case 'none':
        return this.#answer(head, nothing, end - start);
      case 'length': {
        const stop = start + bodyEnd.length - this.#body.length;
        if (stop > end) {
          this.#body.add(bytes, start, end);
          return undefined;
        }
        // Most answers come in one piece, which need not be copied.
        if (this.#body.length === 0) return this.#answer(head, bytes.subarray(start, stop), end - stop);
        this.#body.add(bytes, start, stop);
        return this.#answer(head, this.#body.take(), end - stop);
      }
      case 'chunks': {
        this.#chunked ??= new ChunkedBody(maxHeaderBytes);
        const stop = this.#chunked.read(bytes, start, end, this.#body);
        this.#refuseTooLarge();
        return this.#chunked.isWhole ? this.#answer(head, this.#body.take(), end - stop) : undefined;
      }
      case 'close':
        this.#body.add(bytes, start, end);
        this.#refuseTooLarge();
        return undefined;
    }
  }

  #refuseTooLarge(): void {
    if (this.#body.length > this.#maxAnswerBytes) throw new AnswerTooLargeError();
  }

  /** @param surplus bytes that came behind it: nobody asked for them, and whoever wrote them knows no length */
  #answer(head: AnswerHead, body: Buffer, surplus: number): ParsedAnswer {
    if (surplus > 0) throw new BadHttpError('more bytes than it announced');
    const { status, contentType, contentEncoding, keptAlive, keepAliveSeconds } = head;
    return { status, contentType, contentEncoding, body, keptAlive, keepAliveSeconds };
  }
}

/** What speaks another protocol, or ends lines in another way, is told at once and not at the deadline. */
function refuseOtherProtocol(bytes: Buffer): void {
  const beginning = bytes.toString('latin1', 0, Math.min(protocol.length, bytes.length));
  if (!protocol.startsWith(beginning)) throw new BadHttpError('something other than HTTP/1');
  for (let at = bytes.indexOf(0x0a); at !== -1; at = bytes.indexOf(0x0a, at + 1)) {
    if (bytes[at - 1] !== 0x0d) throw new BadHttpError('a line that ends without CR');
  }
}
