import type { Socket } from 'node:net';
import { type FrontAnswer, headOf, type Keeping } from './front-answer.ts';
import { readSimpleHead, type SimpleHead, type SimpleRequest } from './simple-request.ts';

/** Answers a request; never rejects. `undefined` for one that is not to be answered here, which Node then reads anew. */
export type FrontHandler = (request: SimpleRequest) => Promise<FrontAnswer> | undefined;

/** What a {@link FrontConnection} works with. */
export interface FrontConnectionOptions {
  /** The one path that the front answers. */
  readonly path: string;
  /** Largest body in bytes. */
  readonly bodyLimit: number;
  /** Milliseconds until a request that has begun, or that a new connection is to send, is left to Node. */
  readonly patience: number;
  readonly handler: FrontHandler;
  /** How the connection is kept after an answer that is written now. */
  readonly keeping: () => Keeping;
  /** Takes the connection over, at the beginning of a request, of which nothing is read yet. */
  readonly handOver: (socket: Socket) => void;
  /** Refuses a request whose client ended the connection within it. */
  readonly refuseEnded: (socket: Socket) => void;
  /** Told of a defect that cost a client its answer. */
  readonly onDefect: (error: unknown) => void;
  /** The connection is no longer the front's. */
  readonly onGone: (connection: FrontConnection) => void;
}

/**
 * A connection of a client. It answers one request after the other as long as each is one that the front understands, and is handed to
 * Node's server at the first that is not: at the beginning of that request, so that Node reads all of it by its own rules.
 */
export class FrontConnection {
  readonly #socket: Socket;
  readonly #options: FrontConnectionOptions;
  /** What was read of a request that is not whole. */
  #pending: Buffer | undefined;
  #head: SimpleHead | undefined;
  #isBusy = false;
  #answers = 0;
  /** Since when it is as it is, by `performance.now()`. */
  #since = performance.now();
  readonly #onData = (bytes: Buffer) => this.#read(bytes);
  readonly #onEnd = () => this.#finish();
  readonly #onDrain = () => this.#goOn();
  readonly #onAnswer = (answer: FrontAnswer) => this.#write(answer);
  readonly #onClose = () => this.#options.onGone(this);

  constructor(socket: Socket, options: FrontConnectionOptions) {
    this.#socket = socket;
    this.#options = options;
    socket.on('data', this.#onData);
    socket.on('end', this.#onEnd);
    socket.on('drain', this.#onDrain);
    socket.on('error', ignore);
    socket.on('close', this.#onClose);
  }

  /**
   * Lets go of what has waited for too long: idle connections are closed, requests that do not come are Node's to refuse. Returns whether
   * it did.
   */
  sweep(now: number): boolean {
    if (this.#isBusy) return false;
    const waited = now - this.#since;
    if (this.#pending || this.#answers === 0) {
      if (waited < this.#options.patience) return false;
      this.#handOver();
      return true;
    }
    if (waited <= this.#options.keeping().keepAliveTimeout) return false;
    this.#socket.destroy();
    return true;
  }

  /** Closes it where it has no request. */
  closeIdle(): void {
    if (this.#isBusy) return;
    if (this.#pending) this.#handOver();
    else this.#socket.destroy();
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #read(bytes: Buffer): void {
    if (this.#pending) this.#pending = Buffer.concat([this.#pending, bytes]);
    else {
      this.#pending = bytes;
      if (!this.#isBusy) this.#since = performance.now();
    }
    if (this.#isBusy) {
      // The next request, before the answer to this one was read.
      this.#socket.pause();
      return;
    }
    this.#take(this.#pending);
  }

  /** Takes a request out of what was read, where it is whole. */
  #take(bytes: Buffer): void {
    const { path, bodyLimit, handler, onDefect } = this.#options;
    const head = this.#head ?? readSimpleHead(bytes, path, bodyLimit);
    if (head === 'more') return;
    // More than one request: that they are answered in order is Node's to see to.
    if (!head || bytes.length > head.end) {
      this.#handOver();
      return;
    }
    this.#head = head;
    if (bytes.length < head.end) return;
    const { headers, raw, start } = head;
    const body = bytes.subarray(start);
    const ip = this.#socket.remoteAddress ?? '';
    const answer = handler({ method: 'POST', url: path, headers, raw, body, ip });
    if (!answer) {
      this.#handOver();
      return;
    }
    this.#pending = undefined;
    this.#head = undefined;
    this.#isBusy = true;
    answer.then(this.#onAnswer).catch((error: unknown) => {
      onDefect(error);
      this.#socket.destroy();
    });
  }

  #write(answer: FrontAnswer): void {
    const socket = this.#socket;
    if (socket.destroyed) return;
    const keeping = this.#options.keeping();
    const { body } = answer;
    const length = Buffer.byteLength(body);
    const head = headOf(answer, length, keeping);
    if (typeof body === 'string') {
      // Text of ASCII alone is written as it lies in memory.
      socket.write(head + body, length === body.length ? 'latin1' : 'utf8');
    } else {
      socket.cork();
      socket.write(head, 'latin1');
      socket.write(body);
      socket.uncork();
    }
    this.#answers += 1;
    if (!keeping.keepAlive) socket.destroySoon();
    else if (!socket.writableNeedDrain) this.#goOn();
  }

  /** The answer is on its way: what came meanwhile is the next request. */
  #goOn(): void {
    if (!this.#isBusy) return;
    this.#isBusy = false;
    this.#since = performance.now();
    if (this.#pending) {
      this.#socket.resume();
      this.#take(this.#pending);
    } else if (this.#socket.readableEnded) this.#finish();
  }

  /** The client sends no more. */
  #finish(): void {
    if (this.#isBusy) return;
    if (this.#pending) this.#options.refuseEnded(this.#socket);
    else this.#socket.end();
  }

  #handOver(): void {
    this.#head = undefined;
    const socket = this.#socket;
    const { handOver, onGone } = this.#options;
    socket.off('data', this.#onData);
    socket.off('end', this.#onEnd);
    socket.off('drain', this.#onDrain);
    socket.off('error', ignore);
    socket.off('close', this.#onClose);
    socket.pause();
    if (this.#pending) socket.unshift(this.#pending);
    this.#pending = undefined;
    onGone(this);
    handOver(socket);
    socket.resume();
  }
}

/** What breaks a connection also closes it. */
function ignore(): void {}
