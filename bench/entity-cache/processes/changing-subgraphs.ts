import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fixedAnswers } from '../../gateway/fixed-answers.ts';
import { personInRequest } from '../../gateway/people.ts';

// Five subgraphs in one process that give fixed answers, but for the manager in probation's, whose name ends in the number of
// changes of that person so far. `PUT /<person>` makes a change and answers how many there have been.

const renamedField = /\b(\w+): ?offender\(/;
const manager = '"Alex Morgan"';
const changes = new Map<string, number>();
const addresses: Record<string, string> = {};
for (const [name, pieces] of Object.entries(fixedAnswers)) {
  const server = createServer(async (request, response) => {
    let body = '';
    request.setEncoding('utf8');
    for await (const chunk of request) body += chunk;
    if (request.method === 'PUT') {
      const changed = request.url?.slice(1) ?? '';
      changes.set(changed, (changes.get(changed) ?? 0) + 1);
      response.end(String(changes.get(changed)));
      return;
    }
    const person = personInRequest.exec(body)?.[1];
    const known = person === undefined ? '{"errors":[{"message":"unknown person"}]}' : pieces.join(person);
    // Under the name that a gateway gives the field, where it needs one of its own.
    const field = renamedField.exec(body)?.[1];
    const named = field === undefined ? known : known.replace('"offender"', `"${field}"`);
    const answer = named.replace(manager, `"Alex Morgan ${changes.get(person ?? '') ?? 0}"`);
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(answer),
    });
    response.end(answer);
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  addresses[name] = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}
process.stdout.write(`ready ${JSON.stringify(addresses)}\n`);
