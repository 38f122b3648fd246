import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a subgraph answers to a request with this body. */
export type Answering = (body: string, request: IncomingMessage) => string | Buffer | Promise<Buffer>;

/**
 * Serves subgraphs from this process, each at an address of its own, and says where they listen when ready, by their names.
 * A connection stays open while whoever asks waits for its turn in the benchmark.
 */
export async function serveSubgraphs(subgraphs: Readonly<Record<string, Answering>>): Promise<void> {
  const addresses: Record<string, string> = {};
  for (const [name, answering] of Object.entries(subgraphs)) {
    const server = createServer(async (request, response) => {
      let body = '';
      request.setEncoding('utf8');
      for await (const chunk of request) body += chunk;
      const answer = await answering(body, request);
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(answer),
      });
      response.end(answer);
    });
    server.keepAliveTimeout = 600_000;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    addresses[name] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  }
  process.stdout.write(`ready ${JSON.stringify(addresses)}\n`);
}
