import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApolloGateway } from '@apollo/gateway';
import { eventually } from '@throughgate/testkit';
import type { GraphQLObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Housing, housingSdl, startHousing } from './support/housing.ts';
import { tenancyEvent, writeHousingEvents } from './support/housing-events.ts';
import { ask, type Finished, type HubProcess, runHub, startHubProcess } from './support/hub-process.ts';
import { preparedDirectory } from './support/prepared-hub.ts';
import { headersFor } from './support/tokens.ts';

// A sixth agency joins a hub that runs: as its integrator does it, with the `hub` command and nothing else.

const data = await preparedDirectory();
const settings = { HUB_DATA: data.path, HUB_PEOPLE: '0' };
const tenancy = { id: 't1', crn: 'X500001', startedOn: '2026-10-01', landlord: 'Wigan Homes' };
let hub: HubProcess;
let url: string;
let housing: Housing;

const schemaFile = join(data.path, 'housing.graphql');
const subgraph = (verb: string, ...more: string[]): Promise<Finished> =>
  runHub(['subgraph', verb, '--name', 'housing', '--schema', schemaFile, ...more], settings);

/** Asks as the application `resettlement-app` 1.2 of a front-end team does. */
async function askAsClient<Data>(query: string): Promise<{ data?: Data; errors?: { message: string }[] }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'apollographql-client-name': 'resettlement-app',
      'apollographql-client-version': '1.2',
      ...(await headersFor(url)),
    },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as { data?: Data; errors?: { message: string }[] };
}

const homes = `query Homes { offender(identifier: "X500001") {
  journey { edges { node { agency title } } } tenancies { startedOn landlord } } }`;

interface Homes {
  offender: {
    journey: { edges: { node: { agency: string; title: string } }[] };
    tenancies: { startedOn: string; landlord: string }[] | null;
  } | null;
}

beforeAll(async () => {
  housing = await startHousing(housingSdl(), [tenancy]);
  writeFileSync(schemaFile, housingSdl());
  writeHousingEvents(data.path);
  hub = startHubProcess(['up'], settings);
  url = await hub.ready;
  const { errors } = await ask(url, `mutation ($case: OpenCaseInput!) { openCase(input: $case) { crn } }`, {
    case: {
      idempotencyKey: 'p1',
      crn: 'X500001',
      forename: 'Ann',
      surname: 'Example',
      dateOfBirth: '1990-02-03',
      sex: 'F',
      openedOn: '2026-09-01',
      deliveryUnitCode: 'N50MANC',
    },
  });
  expect(errors).toBeUndefined();
}, 120_000);
afterAll(async () => {
  await hub.stop();
  await housing[Symbol.asyncDispose]();
  data[Symbol.dispose]();
});

describe('a sixth agency', () => {
  it('is unknown to the graph at first', async () => {
    const { errors } = await askAsClient(homes);
    expect(errors?.[0]?.message).toMatch(/Cannot query field "tenancies"/);
  });

  it('learns what is wrong before it publishes: place, code and what to do', async () => {
    writeFileSync(schemaFile, housingSdl().replace('landlord: String!', 'landlord: Landlord!'));
    const { code, stdout, stderr } = await subgraph('check', '--routing-url', housing.url);
    expect(code).toBe(1);
    expect(stdout + stderr).toMatch(/housing\.graphql:\d+:\d+/);
    expect(stdout + stderr).toContain('Landlord');
    expect(stdout + stderr).toMatch(/HUB-C00\d/);
  });

  it('joins the journey without a restart: its field and its events', async () => {
    writeFileSync(schemaFile, housingSdl());
    const events = ['--events', join(data.path, 'housing.asyncapi.yaml')];
    const checked = await subgraph('check', '--routing-url', housing.url, ...events);
    expect(checked, checked.stdout + checked.stderr).toMatchObject({ code: 0 });
    const published = await subgraph('publish', '--routing-url', housing.url, ...events);
    expect(published, published.stdout + published.stderr).toMatchObject({ code: 0 });

    // Two lines of one event: sent twice, it is one.
    const file = join(data.path, 'events.ndjson');
    const line = JSON.stringify(tenancyEvent(tenancy));
    writeFileSync(file, `${line}\n${line}\n`);
    const sent = await runHub(['events', 'send', '--name', 'housing', file], settings);
    expect(sent, sent.stdout + sent.stderr).toMatchObject({
      code: 0,
      stdout: 'housing: 2 events on the event log.\n',
    });
    const person = await eventually(async () => {
      const { data: answer } = await askAsClient<Homes>(homes);
      return answer?.offender?.journey.edges.length === 2 ? answer.offender : undefined;
    });
    expect(person.tenancies).toEqual([{ startedOn: '2026-10-01', landlord: 'Wigan Homes' }]);
    expect(person.journey.edges[0]?.node).toEqual({
      agency: 'housing',
      title: 'Moved into a home of Wigan Homes',
    });
  });

  it('is told what is wrong with an event, and where, instead of finding it missing later', async () => {
    const file = join(data.path, 'wrong.json');
    const good = tenancyEvent(tenancy);
    const wrong = { ...good, id: 'x', source: '/throughgate/prisons', data: { crn: 'X500001' } };
    writeFileSync(file, JSON.stringify([{ ...good, id: crypto.randomUUID() }, wrong]));
    const { code, stdout } = await runHub(
      ['events', 'send', '--name', 'housing', '--format', 'json', file],
      settings,
    );
    expect(code).toBe(3);
    const { error } = JSON.parse(stdout) as {
      error: { code: string; details: { findings: { code: string; coordinate: string }[] } };
    };
    expect(error.code).toBe('HUB-C083');
    const told = error.details.findings.map((finding) => `${finding.code} ${finding.coordinate}`);
    expect(told.toSorted()).toEqual([
      'HUB-C080 /1/id',
      'HUB-C082 /1/data',
      'HUB-C082 /1/data',
      'HUB-C083 /1/source',
    ]);
    writeFileSync(file, `${JSON.stringify(good)}\nno event\n`);
    const unread = await runHub(['events', 'send', '--name', 'housing', file], settings);
    expect(unread).toMatchObject({ code: 3, stderr: expect.stringContaining('wrong.json:2 is not JSON') });
  });

  it('is in a supergraph that other gateways load, less the rules that they refuse', async () => {
    const { code, stdout, stderr } = await runHub(
      ['supergraph', 'fetch', '--without-requirements'],
      settings,
    );
    expect(code).toBe(0);
    expect(stderr).toContain('serve it only where every subgraph verifies tokens');
    const whole = await runHub(['supergraph', 'fetch'], settings);
    expect(whole.stdout).toContain('@requiresScopes(scopes: [["housing:read"]])');
    const other = new ApolloGateway({ supergraphSdl: stdout });
    try {
      const { schema } = await other.load();
      expect(Object.keys((schema.getType('Tenancy') as GraphQLObjectType).getFields())).toContain('landlord');
    } finally {
      await other.stop();
    }
  });

  it('publishes the same again without a trace', async () => {
    const { code, stdout } = await subgraph('publish', '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      json_version: '1',
      data: { success: true, supergraph_was_updated: false },
      error: null,
    });
  });

  it('may not take away what a client was seen to use, and is told who', async () => {
    await eventually(async () => {
      const { stdout } = await runHub(['operations', 'list', '--format', 'json'], settings);
      return stdout.includes('resettlement-app') && stdout.includes('landlord') ? true : undefined;
    });
    writeFileSync(schemaFile, housingSdl('"Floor of the home." floor: Int @tag(name: "data:none")'));
    const { code, stdout, stderr } = await subgraph('publish');
    expect(code).toBe(1);
    const said = stdout + stderr;
    expect(said).toContain('HUB-C010');
    expect(said).toContain('Tenancy.landlord');
    expect(said).toContain('resettlement-app');
    expect(said).not.toContain('X500001');
    expect((await askAsClient<Homes>(homes)).errors).toBeUndefined();
  });

  it('may take away what nobody uses', async () => {
    writeFileSync(schemaFile, housingSdl('"Who lets the home." landlord: String! @tag(name: "data:none")'));
    const { code, stdout, stderr } = await subgraph('publish', '--changelog-message', 'No more floors');
    expect(code, stdout + stderr).toBe(0);
    await eventually(async () => {
      const { errors } = await ask(url, '{ offender(identifier: "X500001") { tenancies { floor } } }');
      return errors?.[0]?.message.includes('Cannot query field "floor"') ? true : undefined;
    });
    expect((await askAsClient<Homes>(homes)).errors).toBeUndefined();
  });

  it('goes back to the version before', async () => {
    const { code, stdout, stderr } = await runHub(['subgraph', 'rollback', 'housing'], settings);
    expect(code, stdout + stderr).toBe(0);
    await eventually(async () => {
      const { errors } = await ask(url, '{ offender(identifier: "X500001") { tenancies { floor } } }');
      return errors === undefined ? true : undefined;
    });
    const history = await runHub(['subgraph', 'history', 'housing', '--format', 'json'], settings);
    expect(history.stdout).toContain('No more floors');
    expect(history.stdout).toContain('rollback');
  });

  it('is down: the rest of the person is answered, and the hub stays ready', async () => {
    await housing[Symbol.asyncDispose]();
    const { data: answer, errors } = await askAsClient<Homes>(homes);
    expect(answer?.offender?.tenancies).toBeNull();
    expect(answer?.offender?.journey.edges).toHaveLength(2);
    expect(errors).toHaveLength(1);
    expect((await fetch(new URL('/health/ready', url))).status).toBe(200);
  });

  it('is still part of the graph after the hub was started again', async () => {
    await hub.stop();
    hub = startHubProcess(['up'], settings);
    url = await hub.ready;
    const { data: answer } = await askAsClient<Homes>(homes);
    expect(answer?.offender?.journey.edges.map(({ node }) => node.agency).sort()).toEqual([
      'housing',
      'probation',
    ]);
  });
});
