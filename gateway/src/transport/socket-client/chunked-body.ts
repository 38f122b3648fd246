import { isField } from './answer-head.ts';
import { BadHttpError } from './bad-http-error.ts';
import type { GrowingBytes } from './growing-bytes.ts';

const cr = 0x0d;
const lf = 0x0a;
const semicolon = 0x3b;
/** Hexadecimal digits of a chunk's size: 4 GiB are beyond every limit of an answer. */
const mostDigits = 8;

const token = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
const quoted = '"(?:[\\t\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e\\x80-\\xff]|\\\\[\\t\\x20-\\x7e\\x80-\\xff])*"';
const extensions = new RegExp(`^(?:;${token}(?:=(?:${token}|${quoted}))?)+$`);

type Expecting =
  | 'size'
  | 'extension'
  | 'size LF'
  | 'data'
  | 'data CR'
  | 'data LF'
  | 'trailer'
  | 'trailer LF'
  | 'end';

/**
 * Reads a chunked body (RFC 9112, section 7.1) as its bytes come. Extensions and trailers are looked at for their form and
 * left out; together they may be no longer than `maxOverhead` bytes.
 */
export class ChunkedBody {
  #expecting: Expecting = 'size';
  /** Of the chunk: its digits so far, its size so far, and then what of it is still to come. */
  #digits = 0;
  #left = 0;
  /** Extensions or a trailer, as far as they came. */
  #line = '';
  #overhead = 0;
  readonly #maxOverhead: number;

  constructor(maxOverhead: number) {
    this.#maxOverhead = maxOverhead;
  }

  /** Whether the last byte was read. */
  get isWhole(): boolean {
    return this.#expecting === 'end';
  }

  /**
   * Reads bytes from `at` to before `end` and adds data to `body`.
   *
   * @returns where it stopped: at `end`, or behind the last byte of the body
   *
   * Raises {@link BadHttpError} for whatever is not chunked by the letter.
   */
  read(bytes: Buffer, at: number, end: number, body: GrowingBytes): number {
    let next = at;
    while (next < end && this.#expecting !== 'end') {
      if (this.#expecting === 'data') {
        const stop = Math.min(end, next + this.#left);
        body.add(bytes, next, stop);
        this.#left -= stop - next;
        next = stop;
        if (this.#left === 0) this.#expecting = 'data CR';
      } else {
        this.#readByte(bytes[next] as number);
        next += 1;
      }
    }
    return next;
  }

  #readByte(byte: number): void {
    switch (this.#expecting) {
      case 'size':
        this.#readSize(byte);
        break;
      case 'extension':
        if (byte === cr) {
          if (!extensions.test(this.#line)) throw new BadHttpError('a malformed chunk extension');
          this.#line = '';
          this.#expecting = 'size LF';
        } else {
          this.#addToLine(byte);
        }
        break;
      case 'size LF':
        expect(byte, lf);
        this.#expecting = this.#left === 0 ? 'trailer' : 'data';
        break;
      case 'data CR':
        expect(byte, cr);
        this.#expecting = 'data LF';
        break;
      case 'data LF':
        expect(byte, lf);
        this.#digits = 0;
        this.#expecting = 'size';
        break;
      case 'trailer':
        if (byte === cr) {
          this.#expecting = 'trailer LF';
        } else {
          this.#addToLine(byte);
        }
        break;
      case 'trailer LF':
        expect(byte, lf);
        if (this.#line === '') {
          this.#expecting = 'end';
        } else {
          if (!isField(this.#line)) throw new BadHttpError('a malformed trailer');
          this.#line = '';
          this.#expecting = 'trailer';
        }
        break;
    }
  }

  #readSize(byte: number): void {
    const digit = hexadecimal(byte);
    if (digit !== -1) {
      this.#digits += 1;
      if (this.#digits > mostDigits) throw new BadHttpError('a chunk that is too large');
      this.#left = this.#left * 16 + digit;
      return;
    }
    if (this.#digits === 0 || (byte !== cr && byte !== semicolon)) {
      throw new BadHttpError('a malformed chunk size');
    }
    if (byte === semicolon) this.#addToLine(byte);
    this.#expecting = byte === cr ? 'size LF' : 'extension';
  }

  #addToLine(byte: number): void {
    this.#overhead += 1;
    if (this.#overhead > this.#maxOverhead) {
      throw new BadHttpError(`more than ${this.#maxOverhead} bytes of chunk extensions and trailers`);
    }
    this.#line += String.fromCharCode(byte);
  }
}

function expect(byte: number, expected: number): void {
  if (byte !== expected) throw new BadHttpError('a malformed chunk');
}

function hexadecimal(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}
