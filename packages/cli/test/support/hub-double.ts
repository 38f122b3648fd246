import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { expect } from 'vitest';

/** How the hub behaves to one request: as if it was not there, out of order, or taking what it gets and losing the answer. */
type Behaviour = 'nothing' | 'unavailable' | 'lost';

/** Stands before a registry and can behave as one does that is in trouble. */
export interface HubDouble extends AsyncDisposable {
  readonly url: string;
  /** The next requests are answered so; all after them by the registry. */
  answer(...behaviours: Behaviour[]): void;
  /** Resolves when so many requests came. */
  reached(requests: number): Promise<void>;
}

/** Starts it before the registry at `registryUrl`. */
export async function startHubDouble(registryUrl: string): Promise<HubDouble> {
  const next: Behaviour[] = [];
  let requests = 0;
  const server = createServer(async (request, response) => {
    const behaviour = next.shift();
    const body = await buffer(request);
    if (behaviour === 'nothing') response.destroy();
    else if (behaviour === 'unavailable') response.writeHead(503, { 'retry-after': '0' }).end();
    else {
      const { authorization = '', 'content-type': type = '' } = request.headers;
      const answer = await fetch(new URL(request.url ?? '/', registryUrl), {
        method: 'POST',
        headers: { authorization, 'content-type': type },
        body: new Uint8Array(body),
      });
      if (behaviour === 'lost') response.destroy();
      else response.writeHead(answer.status).end(await answer.text());
    }
    requests += 1;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answer: (...behaviours) => void next.push(...behaviours),
    reached: (count) => expect.poll(() => requests, { timeout: 30_000 }).toBeGreaterThanOrEqual(count),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
