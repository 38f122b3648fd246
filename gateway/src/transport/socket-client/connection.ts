import { connect } from 'node:net';
import type { JsonPost } from '../http-client.ts';
import { AnswerParser, type ParsedAnswer } from './answer-parser.ts';
import type { RequestWriter } from './request-writer.ts';

/** A request on its way, as a connection sees it. */
export interface Exchange {
  readonly post: JsonPost;
  /** The answer is whole. To be looked at within the call. */
  onAnswer(answer: ParsedAnswer): void;
  /** There will be no answer on this connection. */
  onFailure(failure: ConnectionFailure): void;
}

/** Why there will be no answer. */
export interface ConnectionFailure {
  /** `undefined` when the other side ended the connection without a word. */
  readonly cause: unknown;
  /** Whether an answer had begun. */
  readonly begun: boolean;
  /** Whether the connection had brought an answer before. */
  readonly reused: boolean;
}

/** One connection, with at most one request at a time: answers that wait for one another made a gateway slower. */
export interface Connection {
  /** Sends a request. Only to be called while there is none. */
  start(exchange: Exchange): void;
  /** Milliseconds of `performance.now()` from which the other side may close it. */
  readonly freshUntil: number;
  /** Closes it now. A request that it has fails with `cause`. */
  destroy(cause: Error): void;
}

/** What {@link openConnection} needs. */
export interface ConnectionOptions {
  readonly host: string;
  readonly port: number;
  readonly maxAnswerBytes: number;
  readonly write: RequestWriter;
  /** It can take another request. Called before the answer is handed on, so that the next request is on its way meanwhile. */
  onFree(connection: Connection): void;
  /** It is closed, or about to be. Called once, before its request fails. */
  onGone(connection: Connection): void;
}

/** Milliseconds that an idle connection is kept where the other side does not say: undici's figure. */
const defaultKeepAlive = 4_000;
/** Milliseconds by which what the other side says is shortened, for the way there. */
const keepAliveMargin = 1_000;
const longestKeepAlive = 600_000;

const readBytes = 64 * 1024;
/**
 * All connections read into the same memory: what is read is used or copied before anything else can be read. On Windows the
 * system holds the memory of a read that waits.
 */
const sharedMemory = process.platform === 'win32' ? undefined : Buffer.allocUnsafeSlow(readBytes);

/** Opens a connection; a request may be started at once. */
export function openConnection(options: ConnectionOptions): Connection {
  const { host, port, maxAnswerBytes, write, onFree, onGone } = options;
  const parser = new AnswerParser(maxAnswerBytes);
  const memory = sharedMemory ?? Buffer.allocUnsafeSlow(readBytes);
  let exchange: Exchange | undefined;
  let gone = false;
  let freshUntil = 0;
  let answers = 0;
  let failure: unknown;

  const socket = connect({
    host,
    port,
    noDelay: true,
    onread: {
      buffer: memory,
      callback(length) {
        // Nobody asked: what comes now would be taken for the answer to the next request.
        if (exchange === undefined) close();
        else read(memory.subarray(0, length));
        return !gone;
      },
    },
  });
  socket.on('error', (error) => {
    failure ??= error;
  });
  socket.on('end', () => {
    const answer = exchange && parser.finish();
    if (answer) settle(answer);
    else close();
  });
  socket.on('close', close);

  const connection: Connection = {
    get freshUntil() {
      return freshUntil;
    },
    start(next) {
      exchange = next;
      try {
        write(socket, next.post);
      } catch (error) {
        failure = error;
        close();
      }
    },
    destroy(cause) {
      failure = cause;
      close();
    },
  };
  return connection;

  function read(bytes: Buffer): void {
    try {
      const answer = parser.read(bytes);
      if (answer) settle(answer);
    } catch (error) {
      failure = error;
      close();
    }
  }

  function settle(answer: ParsedAnswer): void {
    const answered = exchange;
    answers += 1;
    exchange = undefined;
    // An answer that came before the request was sent whole: what is left of it would lie before the next one.
    if (answer.keptAlive && socket.writableLength === 0) {
      const { keepAliveSeconds } = answer;
      const stated =
        keepAliveSeconds === undefined ? defaultKeepAlive : keepAliveSeconds * 1000 - keepAliveMargin;
      freshUntil = performance.now() + Math.min(stated, longestKeepAlive);
      parser.reset();
      onFree(connection);
    } else {
      close();
    }
    answered?.onAnswer(answer);
  }

  function close(): void {
    if (gone) return;
    gone = true;
    socket.destroy();
    onGone(connection);
    const failed = exchange;
    exchange = undefined;
    failed?.onFailure({ cause: failure, begun: parser.begun, reused: answers > 0 });
  }
}
