import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { hubSubgraphNames } from '@throughgate/contracts';
import { eventually } from '@throughgate/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Answer, ask, type HubProcess, startHubProcess } from './support/hub-process.ts';
import { preparedDirectory } from './support/prepared-hub.ts';

// A hub under whose services the embedded database goes away, and comes back.

const data = await preparedDirectory();
/** PostgreSQL's own directory: elsewhere than below HUB_DATA where a hub that runs as root had to choose another. */
let server: string;
let hub: HubProcess;
let url: string;
/** The administrator of the embedded database. */
let administrator: string;

const crn = 'X600001';
const person = { forename: 'Ann', surname: 'Example', dateOfBirth: '1990-02-03', sex: 'F' };

/** The first line of what PostgreSQL notes of itself. */
const postmaster = () => Number(readFileSync(join(server, 'postmaster.pid'), 'utf8').split('\n')[0]);

async function asAdministrator(statements: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: administrator });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await client.query(statements);
  } finally {
    await client.end();
  }
}

const openCase = (key: string) =>
  ask(url, 'mutation ($input: OpenCaseInput!) { openCase(input: $input) { crn } }', {
    input: { idempotencyKey: key, crn, ...person, openedOn: '2026-09-01', deliveryUnitCode: 'N50MANC' },
  });

/** One field of every subgraph, each its own way through the database. */
const everything = `{
  offender(identifier: "${crn}") { id }
  probationCase(crn: "${crn}") { crn }
  prisoner(prisonerNumber: "A6001AA") { prisonerNumber }
  claimant(nino: "NC600001A") { nino }
  referral(referenceNumber: "JS6001ED") { referenceNumber }
}`;

const codesOf = ({ errors = [] }: Answer<unknown>) =>
  errors.map(({ extensions }) => extensions as { code: string; serviceName?: string });

const isReady = async () => (await fetch(new URL('/health/ready', url))).status === 200;

beforeAll(async () => {
  hub = startHubProcess(['up'], { HUB_DATA: data.path, HUB_PEOPLE: '0' });
  url = await hub.ready;
  const { databases } = JSON.parse(readFileSync(join(data.path, 'run.json'), 'utf8')) as {
    databases: { events: string };
  };
  const admin = new URL(databases.events);
  admin.username = 'throughgate';
  admin.password = readFileSync(join(data.path, 'postgres', 'password'), 'utf8').trim();
  admin.pathname = '/postgres';
  administrator = admin.href;
  server = (await asAdministrator('SHOW data_directory')).rows[0].data_directory;
  expect((await openCase('first')).errors).toBeUndefined();
}, 120_000);
afterAll(async () => {
  await hub.stop('SIGKILL');
  data[Symbol.dispose]();
});

it('while the database takes no connections, every subgraph says so by a code that may be tried again', async () => {
  const services = [...hubSubgraphNames].sort();
  const each = (what: string) =>
    services.map((name) => `ALTER DATABASE throughgate_${name} CONNECTION LIMIT ${what};`).join('\n');
  for (const statement of each('0').split('\n')) await asAdministrator(statement);
  await asAdministrator(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename LIKE 'throughgate\\_%'",
  );

  const answer = await eventually(async () => {
    const got = await ask(url, everything);
    return codesOf(got).length === services.length ? got : undefined;
  });
  expect(codesOf(answer).map(({ code }) => code)).toEqual(services.map(() => 'DATABASE_UNAVAILABLE'));
  expect(
    codesOf(answer)
      .map(({ serviceName }) => serviceName)
      .sort(),
  ).toEqual(services);
  const change = await openCase('first');
  expect(codesOf(change)).toMatchObject([{ code: 'DATABASE_UNAVAILABLE', serviceName: 'probation' }]);
  expect(change.errors?.[0]?.message).toContain('same idempotencyKey');
  expect(JSON.stringify([answer, change])).not.toMatch(/too many connections|throughgate_/);
  expect(await isReady()).toBe(false);

  for (const statement of each('-1').split('\n')) await asAdministrator(statement);
  await eventually(async () => (await isReady()) || undefined);
  expect((await ask(url, everything)).errors).toBeUndefined();
});

it('a PostgreSQL that is killed is started again, and everything goes on by itself', async () => {
  const before = postmaster();
  process.kill(before, 'SIGKILL');
  const codes = new Set<string>();
  const done = await eventually(async () => {
    // As a sender would: the same call until it is answered.
    const answer = await ask<{ bookAppointment: { id: string } }>(
      url,
      'mutation ($input: BookAppointmentInput!) { bookAppointment(input: $input) { id } }',
      { input: { idempotencyKey: 'booked', crn, type: 'COPT', startsAt: '2026-11-30T10:00:00.000Z' } },
    );
    for (const { code } of codesOf(answer)) codes.add(code);
    return answer.errors ? undefined : answer.data?.bookAppointment;
  });
  expect(done?.id).toMatch(/^[0-9a-f-]{36}$/);
  expect([...codes].filter((code) => code !== 'DATABASE_UNAVAILABLE')).toEqual([]);
  expect(postmaster()).not.toBe(before);
  // The relay, the event log and the projection are back too.
  await eventually(async () => {
    const { data: answer } = await ask<{
      offender: { journey: { edges: { node: { title: string } }[] } } | null;
    }>(url, `{ offender(identifier: "${crn}") { journey { edges { node { title } } } } }`);
    return answer?.offender?.journey.edges.some(({ node }) => /telephone/i.test(node.title)) || undefined;
  });
  await eventually(async () => (await isReady()) || undefined);
});

it('one that does not start again ends the hub with 1 and the reason', async () => {
  renameSync(server, `${server}.away`);
  process.kill(
    Number(readFileSync(join(`${server}.away`, 'postmaster.pid'), 'utf8').split('\n')[0]),
    'SIGKILL',
  );
  const { code, stderr } = await hub.finished;
  expect(code).toBe(1);
  expect(stderr).toContain('The embedded PostgreSQL is lost: it ended (SIGKILL) and did not start again');
  expect(stderr).not.toMatch(/^\s+at /m);
});
