import { serverAudits } from 'graphql-http';
import { beforeAll, expect, test } from 'vitest';
import { type Agencies, serveAgencies } from './support/agencies.ts';
import { closedAfterAll } from './support/closed-after-all.ts';
import { compose } from './support/compose.ts';
import { startTestGateway, type TestGateway } from './support/gateway-client.ts';

let agencies: Agencies;
let gateway: TestGateway;

const opened = closedAfterAll();
beforeAll(async () => {
  agencies = opened.use(await serveAgencies());
  gateway = opened.use(await startTestGateway({ supergraphSdl: compose(agencies.all) }));
});

/** A plain `GET` can be sent by any web page in a visitor's name: it needs a header that only a preflight lets through. */
const forged = 'a GET without content-type or apollo-require-preflight is refused';
/**
 * Proxies, logs and alarms tell by 400 that a client is broken, also where it accepts no more than `application/json`;
 * Apollo's servers and router answer so.
 */
const rejected = 'an operation that was never executed is answered with 400';

/** What the audit would have otherwise, each no more than a SHOULD or MAY of GraphQL over HTTP, and what is done instead. */
const otherwise: Readonly<Record<string, string>> = {
  '5A70': forged,
  D6D5: forged,
  '6A70': forged,
  '572B': rejected,
  FDE2: rejected,
  '7B9B': rejected,
};

const audits = serverAudits({ url: () => gateway.url });

test.each(audits.map(({ id, name, fn }) => ({ id, name, fn })))('$id $name', async ({ id, name, fn }) => {
  const result = await fn();
  if (id in otherwise) {
    expect(name).toMatch(/^(SHOULD|MAY)/);
    expect([result.status, 'response' in result && result.response.status]).toEqual([expect.anything(), 400]);
  } else {
    expect([result.status, 'reason' in result && result.reason]).toEqual(['ok', false]);
  }
});
