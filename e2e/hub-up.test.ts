import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { hubAgencyNames, hubSubgraphNames, type JourneyQuery, operationText } from '@throughgate/contracts';
import { eventually } from '@throughgate/testkit';
import getPort from 'get-port';
import parsePrometheus from 'parse-prometheus-text-format';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  ask,
  type HubProcess,
  runHub,
  startHubProcess,
  temporaryDirectory,
} from './support/hub-process.ts';

const journeyText = operationText('journey');
const data = temporaryDirectory();
const settings = { HUB_DATA: data.path, HUB_PEOPLE: '40' };
let hub: HubProcess;
let url: string;
/** An identifier that the start printed. */
let sample: string;

const journeyOf = async (identifier: string) => {
  const answer = await ask<JourneyQuery>(url, journeyText, { identifier });
  expect(answer.errors).toBeUndefined();
  return answer.data?.offender;
};

beforeAll(async () => {
  hub = startHubProcess(['up'], settings);
  url = await hub.ready;
  sample = /Somebody to ask about: (\S+)/.exec(hub.stdout())?.[1] ?? expect.fail(hub.stdout());
}, 120_000);
afterAll(async () => {
  await hub.stop();
  data[Symbol.dispose]();
});

describe('the first start', () => {
  it('ends with the line that scripts wait for', () => {
    expect(hub.stdout().trimEnd().split('\n').at(-1)).toBe(`ready ${url}`);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/graphql$/);
  });

  it('is ready only when every subgraph is, and alive', async () => {
    const ready = await fetch(new URL('/health/ready', url));
    expect(ready.status).toBe(200);
    expect(Object.keys(((await ready.json()) as { checks: object }).checks).sort()).toEqual(
      hubSubgraphNames.map((name) => `subgraph ${name}`).sort(),
    );
    expect((await fetch(new URL('/health/live', url))).status).toBe(200);
    expect(await (await fetch(new URL('/metrics', url))).text()).toContain('process_cpu_seconds_total');
  });

  it('prints a command that answers the first query when it is pasted into a shell', async ({ skip }) => {
    if (spawnSync('curl', ['--version']).error) return skip('curl is not installed');
    const [command] = /^curl (?:.*\\\n)+.*$/m.exec(hub.stdout()) ?? expect.fail(hub.stdout());
    const { stdout } = await promisify(execFile)('bash', ['-c', command]);
    const answer = JSON.parse(stdout) as Answer<JourneyQuery>;
    expect(answer.errors).toBeUndefined();
    expect(answer.data?.offender).toEqual(await journeyOf(sample));
  });

  it('tells the token in its terminal, and logs it nowhere', async () => {
    const [, token = ''] = /Bearer ([\w.-]+)/.exec(hub.stdout()) ?? expect.fail(hub.stdout());
    expect(token.split('.')).toHaveLength(3);
    expect(hub.stderr()).not.toContain(token);
  });

  it('answers nobody without a token', async () => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ __schema { queryType { name } } }' }),
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it('answers the journey with rows of all five subgraphs', async () => {
    const person = await journeyOf(sample);
    expect(person?.journey?.edges.length).toBeGreaterThan(10);
    expect(person?.spells?.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['CUSTODY', 'SUPERVISION', 'BENEFIT', 'SUPPORT']),
    );
    expect(person?.probation?.[0]?.region.name).toMatch(/\w/);
    expect(person?.probation?.[0]?.appointments.edges.length).toBeGreaterThan(0);
    expect(person?.custody?.[0]?.movements.edges.length).toBeGreaterThan(0);
    expect(person?.benefits?.[0]?.claims.length).toBeGreaterThan(0);
    expect(person?.provision?.[0]?.referrals[0]?.provider.name).toMatch(/\w/);
  });

  it('leads from every event of a journey to the record that it is about', async () => {
    const person = await journeyOf(sample);
    for (const { node } of person?.journey?.edges ?? []) {
      expect(node.title).toMatch(/\w/);
      expect(node.subject?.__typename).toMatch(/^[A-Z]/);
      expect(Date.parse(node.recordedAt)).toBeGreaterThan(0);
    }
    const times = person?.journey?.edges.map(({ node }) => node.occurredAt) ?? [];
    expect(times).toEqual([...times].sort().reverse());
  });

  it('knows the person by each of their identifiers, however it is typed', async () => {
    const person = await journeyOf(sample);
    const identifiers = Object.values(person?.identifiers ?? {}).flat() as string[];
    expect(identifiers.length).toBeGreaterThanOrEqual(5);
    for (const identifier of [...identifiers, ` ${identifiers[0]?.toLowerCase()} `, person?.id ?? '']) {
      expect((await journeyOf(identifier))?.id).toBe(person?.id);
    }
  });

  it('answers null for an identifier that nobody has', async () => {
    expect(await journeyOf('Z999999')).toBeNull();
  });

  it('says which forms it accepts when an identifier is malformed', async () => {
    const { data: nothing, errors } = await ask(url, journeyText, { identifier: 'Fletcher' });
    expect(nothing).toEqual({ offender: null });
    expect(errors).toMatchObject([{ path: ['offender'], extensions: { code: 'BAD_USER_INPUT' } }]);
    for (const form of ['X123456', 'A1234BC', '1979/0163001B']) expect(errors?.[0]?.message).toContain(form);
  });

  it('pages through everybody', async () => {
    const seen = new Set<string>();
    let after: string | null = null;
    type Page = {
      offenders: {
        totalCount: number;
        edges: { node: { id: string; custody: unknown[] } }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
    };
    let total = 0;
    do {
      const { data: page } = (await ask<Page>(
        url,
        `query ($after: String) { offenders(first: 15, after: $after) { totalCount
          edges { node { id custody { status } } } pageInfo { hasNextPage endCursor } } }`,
        { after },
      )) as { data?: Page };
      for (const { node } of page?.offenders.edges ?? []) seen.add(node.id);
      total = page?.offenders.totalCount ?? 0;
      after = page?.offenders.pageInfo.hasNextPage ? page.offenders.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen.size).toBe(total);
    expect(total).toBeGreaterThanOrEqual(40);
  });
});

describe('to those who run it', () => {
  it('prints the metrics of all its services at one address, as Prometheus reads them', async () => {
    const text = await (await fetch(new URL('/metrics', url))).text();
    const names = [...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name);
    expect(new Set(names).size).toBe(names.length);
    const families = parsePrometheus(text);
    expect(families.map(({ name }) => name).sort()).toEqual(names.sort());
    const samples = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    const series = samples.map((line) => line.slice(0, line.lastIndexOf(' ')));
    expect(new Set(series).size).toBe(series.length);

    const agenciesOf = (metric: string, label: string) =>
      families
        .find(({ name }) => name === metric)
        ?.metrics.map(({ labels }) => labels?.[label])
        .sort();
    const agencies = [...hubAgencyNames].sort();
    expect(agenciesOf('throughgate_relay_backlog', 'service')).toEqual([...agencies, 'registry'].sort());
    expect(agenciesOf('throughgate_projection_lag', 'service')).toContain('outcomes');
    expect(agenciesOf('gateway_supergraph_info', 'service')).toEqual(['gateway']);
    expect(agenciesOf('process_resident_memory_bytes', 'service')).toEqual(['gateway']);
  });

  it('tells by hub status where everything is, and that it is ready', async () => {
    const { code, stdout } = await runHub(['status', '--format', 'json'], { HUB_DATA: data.path });
    expect(code).toBe(0);
    const { data: told } = JSON.parse(stdout) as {
      data: { services: { name: string; url: string }[] } & Record<string, unknown>;
    };
    expect(told).toMatchObject({
      state: 'ready',
      process: hub.process.pid,
      deadLetters: 0,
      supergraph: expect.stringMatching(/^\w+$/),
      services: expect.arrayContaining([
        { name: 'gateway', url, ready: true, checks: expect.anything(), alarms: {} },
      ]),
    });
    expect(told.services.map(({ name }) => name)).toEqual([
      'gateway',
      'outcomes',
      ...hubAgencyNames,
      'registry',
      'issuer',
    ]);
    expect(told['relays']).toHaveLength(hubAgencyNames.length + 1);
    expect(stdout).not.toContain('postgresql:');
    for (const service of told.services) {
      const metrics = await (await fetch(new URL('/metrics', service.url))).text();
      expect(metrics).toContain(`service="${service.name}"`);
    }
  });
});

it('a change that an agency records shows in the journey, with the record behind it', async () => {
  const person = await journeyOf(sample);
  const crn = person?.identifiers?.crns[0];
  const startsAt = '2026-11-30T10:00:00.000Z';
  const { data: booked, errors } = await ask<{ bookAppointment: { id: string } }>(
    url,
    'mutation ($input: BookAppointmentInput!) { bookAppointment(input: $input) { id case { crn } } }',
    { input: { idempotencyKey: 'e2e-1', crn, type: 'COPT', startsAt } },
  );
  expect(errors).toBeUndefined();
  const event = await eventually(async () => {
    const { data: found } = await ask<{
      offender: { journey: { edges: { node: { title: string; subject: unknown } }[] } };
    }>(
      url,
      `query ($identifier: String!) { offender(identifier: $identifier) {
        journey(first: 500, filter: { agencies: ["probation"] }) { edges { node { title subject { ... on Appointment { id startsAt type } } } } } } }`,
      { identifier: sample },
    );
    const id = booked?.bookAppointment.id;
    return found?.offender.journey.edges.find(
      ({ node }) => (node.subject as { id?: string } | null)?.id === id,
    );
  });
  expect(event.node.subject).toEqual({ id: booked?.bookAppointment.id, startsAt, type: 'COPT' });
  expect(event.node.title).toMatch(/telephone/i);
});

describe('another hub', () => {
  it('on the same data directory says who has it and exits 1', async () => {
    const { code, stderr } = await runHub(['up'], settings);
    expect(code).toBe(1);
    expect(stderr).toContain(String(hub.process.pid));
    expect(stderr).toContain('HUB_DATA');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('on a port in use names the port and the setting that changes it, exits 1 and leaves nothing running', async () => {
    using other = temporaryDirectory();
    const { port } = new URL(url);
    const { code, stderr } = await runHub(['up'], { HUB_DATA: other.path, HUB_PEOPLE: '0', HUB_PORT: port });
    expect(code).toBe(1);
    expect(stderr).toContain(port);
    expect(stderr).toContain('HUB_PORT');
    expect(processesNaming(other.path)).toEqual([]);
  });

  it('on its own directory and port works beside the first', async () => {
    using other = temporaryDirectory();
    const second = startHubProcess(['up'], { HUB_DATA: other.path, HUB_PEOPLE: '0' });
    const { data: none } = await ask<{ offenders: { totalCount: number } }>(
      await second.ready,
      '{ offenders { totalCount } }',
    );
    expect(none?.offenders.totalCount).toBe(0);
    expect((await second.stop('SIGINT')).code).toBe(0);
    expect(processesNaming(other.path)).toEqual([]);
  });
});

describe('the second start', () => {
  it('reuses the data, after a clean stop that leaves nothing running', async () => {
    const before = await journeyOf(sample);
    const { code } = await hub.stop();
    expect(code).toBe(0);
    expect(processesNaming(data.path)).toEqual([]);
    const told = await runHub(['status'], settings);
    expect(told).toMatchObject({ code: 1, stdout: expect.stringMatching(/^No hub runs on/) });

    hub = startHubProcess(['up'], settings);
    url = await hub.ready;
    expect(hub.stdout()).toContain(`Somebody to ask about: ${sample}`);
    expect(await journeyOf(sample)).toEqual(before);
  });

  it('recovers from a kill -9, database included', async () => {
    const before = await journeyOf(sample);
    await hub.stop('SIGKILL');
    hub = startHubProcess(['up'], settings);
    url = await hub.ready;
    expect(await journeyOf(sample)).toEqual(before);
  });
});

it('a database that cannot be reached is told in a sentence, with exit code 1', async () => {
  using other = temporaryDirectory();
  const closed = await getPort({ host: '127.0.0.1' });
  const { code, stderr } = await runHub(['up'], {
    HUB_DATA: other.path,
    DATABASE_URL: `postgresql://hub:secret@127.0.0.1:${closed}/postgres`,
  });
  expect(code).toBe(1);
  expect(stderr).toContain(`127.0.0.1:${closed}`);
  expect(stderr).toContain('DATABASE_URL');
  expect(stderr).not.toContain('secret');
  expect(stderr).not.toMatch(/^\s+at /m);
});

/** Ids of processes whose command line names a path: what a hub left behind. */
function processesNaming(path: string): string[] {
  return execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(path) && !line.includes('ps -eo'));
}
