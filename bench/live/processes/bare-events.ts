import { createServer, type ServerResponse } from 'node:http';

// The baseline: node:http alone, which sends what is posted to it to all who listen, as one event.

const listeners = new Set<ServerResponse>();
const server = createServer(async (request, response) => {
  if (request.headers.accept === 'text/event-stream') {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(':\n\n');
    listeners.add(response);
    response.once('close', () => listeners.delete(response));
    return;
  }
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  const event = `event: next\ndata: ${text}\n\n`;
  for (const listener of listeners) listener.write(event);
  response.end();
});
process.once('SIGTERM', () => server.closeAllConnections());
process.once('SIGTERM', () => server.close());
server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 }, () => {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  process.stdout.write(`ready http://127.0.0.1:${port}/graphql\n`);
});
