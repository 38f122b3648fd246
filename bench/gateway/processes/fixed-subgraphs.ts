import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fixedAnswers } from '../fixed-answers.ts';
import { personInRequest } from '../people.ts';

// Five subgraphs in one process that give fixed answers, about whichever person they are asked for: no
// GraphQL and no database, so that a gateway before them is what costs time. Says where they listen when ready.

const renamedField = /\b(\w+): ?offender\(/;
const addresses: Record<string, string> = {};
for (const [name, pieces] of Object.entries(fixedAnswers)) {
  const server = createServer(async (request, response) => {
    let body = '';
    request.setEncoding('utf8');
    for await (const chunk of request) body += chunk;
    const person = personInRequest.exec(body)?.[1];
    const known = person === undefined ? '{"errors":[{"message":"unknown person"}]}' : pieces.join(person);
    // Under the name that a gateway gives the field, where it needs one of its own.
    const name = renamedField.exec(body)?.[1];
    const answer = name === undefined ? known : known.replace('"offender"', `"${name}"`);
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
