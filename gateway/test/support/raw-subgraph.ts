import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** What a server of bytes does once a request is there to its last byte. */
export type RawAnswer = (socket: Socket, request: string) => void;

/** A server that knows nothing of HTTP but where a request with a content-length ends. */
export interface RawSubgraph extends AsyncDisposable {
  readonly url: string;
  /** Connections that were opened so far. */
  readonly connections: readonly Socket[];
  /** Requests as they came, head and body. */
  readonly requests: readonly string[];
  /** Resolves when the first connection is closed. */
  readonly firstClosed: Promise<void>;
  answer: RawAnswer;
}

/** Serves bytes on a free port. */
export async function serveRaw(answer: RawAnswer, host = '127.0.0.1'): Promise<RawSubgraph> {
  const connections: Socket[] = [];
  const requests: string[] = [];
  const { promise: firstClosed, resolve: closeFirst } = Promise.withResolvers<void>();
  const server = createServer({ noDelay: true }, (socket) => {
    connections.push(socket);
    let text = '';
    socket.on('error', () => {});
    socket.on('close', () => closeFirst());
    socket.on('data', (bytes) => {
      text += bytes.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1]);
      if (end === -1 || text.length < end + 4 + length) return;
      const request = text.slice(0, end + 4 + length);
      text = text.slice(request.length);
      requests.push(request);
      raw.answer(socket, request);
    });
  });
  server.listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const raw: RawSubgraph = {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${port}/graphql?of=test`,
    connections,
    requests,
    firstClosed,
    answer,
    async [Symbol.asyncDispose]() {
      for (const socket of connections) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return raw;
}
