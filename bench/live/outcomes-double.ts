import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An outcomes that knows one person and takes every event in at once. */
export interface OutcomesDouble extends AsyncDisposable {
  readonly url: string;
  /** What the person is called from now on. */
  rename(surname: string): void;
}

const person = '01a201c7-b5bb-714a-880e-71ea7331ca25';

/** Serves what the gateway asks of outcomes for a subscription to one person's journey, and nothing else. */
export async function serveOutcomesDouble(): Promise<OutcomesDouble> {
  let surname = 'nobody yet';
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const { query, variables } = JSON.parse(text) as Asked;
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ data: answer(query, variables) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/graphql`,
    rename(to) {
      surname = to;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  function answer(query: string, { ids = [] }: Asked['variables'] = {}): Record<string, unknown> {
    if (query.includes('peopleOfEvents')) return { peopleOfEvents: ids.map(() => [person]) };
    if (query.includes('_entities')) {
      return { _entities: [{ __typename: 'Offender', name: { forename: 'Ann', surname } }] };
    }
    return { offender: { id: person } };
  }
}

interface Asked {
  readonly query: string;
  readonly variables?: { readonly ids?: readonly string[] };
}
