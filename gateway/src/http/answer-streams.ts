import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply } from 'fastify';
import type { SharedPiece } from './shared-piece.ts';

/** How answers are streamed. */
export interface StreamingOptions {
  /**
   * Milliseconds after which a stream on which nothing was sent gets a sign of life, so that proxies keep it open; and between those of a
   * WebSocket, whose client must answer. @default 10000
   */
  readonly heartbeat?: number | undefined;
  /** Milliseconds for which a client may leave unread what was sent before it is dropped. @default 30000 */
  readonly patience?: number | undefined;
}

/** An answer that is sent piece by piece. */
export interface AnswerStream {
  /**
   * Sends a piece. Resolves when more may be sent: `false` when nobody wants more, because the client has gone or does not read,
   * or the gateway stops. What is not read yet is at most this piece and what the system buffers.
   */
  send(piece: string | SharedPiece): Promise<boolean> | boolean;
  /** Why no more is to be sent; `undefined` while more may be. */
  ended(): StreamEnd | undefined;
  /** Calls a function once when no more is to be sent. */
  onEnd(listener: (why: StreamEnd) => void): void;
  /** Sends the last piece and ends the answer. */
  finish(text: string): void;
}

/** Why a stream is to end before what it sends has ended. */
export type StreamEnd = 'gone' | 'slow' | 'stopping';

/** What a stream begins with. */
export interface StreamHead {
  readonly contentType: string;
  readonly opening: string;
  /** Sent as a sign of life on a stream that goes on for as long as its client likes. @default it ends soon by itself, and a gateway that stops waits for it */
  readonly heartbeat?: string;
}

/** The answers of a gateway that are being streamed. */
export interface AnswerStreams {
  /** Begins an answer, with status 200 and the headers that `reply` has. */
  open(reply: FastifyReply, head: StreamHead): AnswerStream;
  /** Tells the streams that go on for as long as their clients like that they are to end. */
  stop(): void;
}

/** How long a client that was told that it is too slow has to read that, in times of the patience. */
const lingering = 1;

/**
 * Creates what streams answers. One timer serves all of them: ten thousand subscribers are as many sockets, and no timers.
 */
export function createAnswerStreams(options: StreamingOptions = {}): AnswerStreams {
  const { heartbeat = 10_000, patience = 30_000 } = options;
  const open = new Set<OpenStream>();
  const tick = Math.max(1, Math.min(heartbeat, patience) / 2);
  let timer: NodeJS.Timeout | undefined;

  return {
    open(reply, { contentType, opening, heartbeat: sign }) {
      reply.hijack();
      const response = reply.raw;
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined) response.setHeader(name, value);
      }
      response.writeHead(200, {
        'content-type': contentType,
        'cache-control': 'no-store',
        // Proxies that buffer answers would keep events back until there are many.
        'x-accel-buffering': 'no',
      });
      const stream = new OpenStream(response, sign);
      open.add(stream);
      response.once('close', () => {
        open.delete(stream);
        stream.end('gone');
        if (open.size === 0) clearInterval(timer);
        if (open.size === 0) timer = undefined;
      });
      timer ??= setInterval(lookAround, tick).unref();
      if (response.destroyed) stream.end('gone');
      else stream.send(opening);
      return stream;
    },
    stop() {
      for (const stream of open) if (stream.goesOn) stream.end('stopping');
    },
  };

  function lookAround(): void {
    const now = performance.now();
    for (const stream of open) stream.look(now, heartbeat, patience);
  }
}

class OpenStream implements AnswerStream {
  readonly goesOn: boolean;
  readonly #response: ServerResponse;
  readonly #heartbeat: string | undefined;
  #end: StreamEnd | undefined;
  #finished = false;
  #lastSent = performance.now();
  /** Since when the client leaves unread what was sent. */
  #waitingSince: number | undefined;
  #waiting: PromiseWithResolvers<boolean> | undefined;
  #listener: ((why: StreamEnd) => void) | undefined;

  constructor(response: ServerResponse, heartbeat: string | undefined) {
    this.#response = response;
    this.#heartbeat = heartbeat;
    this.goesOn = heartbeat !== undefined;
    response.on('drain', this.#onDrain);
    // A client that goes is no error of ours.
    response.on('error', () => {});
  }

  send(piece: string | SharedPiece): Promise<boolean> | boolean {
    if (this.#end) return false;
    this.#lastSent = performance.now();
    if (typeof piece === 'string') {
      if (this.#response.write(piece)) return true;
    } else {
      const socket = socketOfChunks(this.#response);
      if (socket ? socket.write(piece.chunk) : this.#response.write(piece.text)) return true;
      // The response does not hear of what went past it.
      if (socket && !this.#waiting) socket.once('drain', this.#onDrain);
    }
    this.#waitingSince ??= this.#lastSent;
    this.#waiting ??= Promise.withResolvers();
    return this.#waiting.promise;
  }

  readonly #onDrain = () => {
    this.#waitingSince = undefined;
    this.#waiting?.resolve(this.#end === undefined);
    this.#waiting = undefined;
  };

  ended(): StreamEnd | undefined {
    return this.#end;
  }

  onEnd(listener: (why: StreamEnd) => void): void {
    if (this.#end) listener(this.#end);
    else this.#listener = listener;
  }

  finish(text: string): void {
    if (this.#finished) return;
    this.#finished = true;
    this.#response.end(text);
  }

  /** Ends the stream from without. */
  end(why: StreamEnd): void {
    if (this.#end) return;
    this.#end = why;
    this.#waiting?.resolve(false);
    this.#waiting = undefined;
    this.#listener?.(why);
  }

  /** What the timer has to do with the stream. */
  look(now: number, heartbeat: number, patience: number): void {
    const waited = this.#waitingSince === undefined ? 0 : now - this.#waitingSince;
    if (waited > patience * (1 + lingering)) this.#response.destroy();
    else if (waited > patience) this.end('slow');
    else if (waited === 0 && !this.#end && this.#heartbeat && now - this.#lastSent >= heartbeat) {
      void this.send(this.#heartbeat);
    }
  }
}

/**
 * The socket of a response whose body goes out in chunks, to which a chunk may be written as it is: Node would write the frame of each, in
 * three writes that it puts together, for every client anew. `undefined` where the response has no chunks (HTTP/1.0), or not its turn
 * yet on its connection.
 */
function socketOfChunks({ chunkedEncoding, headersSent, socket }: ServerResponse): Socket | undefined {
  return chunkedEncoding && headersSent && socket ? socket : undefined;
}
