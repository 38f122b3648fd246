import { hostname } from 'node:os';
import { hubSubgraphNames } from '@throughgate/contracts';
import { eventually, type TestDatabase, testDatabase, testPostgresUrl } from '@throughgate/testkit';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask, type HubProcess, runHub, startHubProcess, temporaryDirectory } from './support/hub-process.ts';

// Hubs that share a PostgreSQL, told apart by HUB_DATABASE_PREFIX. Names of this file's own: the server is shared with
// other tests.

const names = [...hubSubgraphNames, 'registry', 'events'];
const directories: ReturnType<typeof temporaryDirectory>[] = [];
const first = hubSettings('e2efirst');
const second = hubSettings('e2esecond');
const stranger = hubSettings('e2efirst');
/** Another database of the server, where the stranger's administrator connects: locks are of one database each. */
let elsewhere: TestDatabase;
const hubs = new Map<object, { process: HubProcess; url: string }>();
const administrator = new pg.Client({ connectionString: testPostgresUrl() });

function ownDirectory(): string {
  const directory = temporaryDirectory();
  directories.push(directory);
  return directory.path;
}

function hubSettings(prefix: string): Record<string, string> {
  return {
    HUB_DATA: ownDirectory(),
    HUB_PEOPLE: '0',
    DATABASE_URL: testPostgresUrl(),
    HUB_DATABASE_PREFIX: prefix,
  };
}

async function startHub(settings: Record<string, string>, ...flags: string[]): Promise<void> {
  const process = startHubProcess(['up', ...flags], settings);
  hubs.set(settings, { process, url: await process.ready });
}

const hubOf = (settings: object) => hubs.get(settings) ?? expect.fail('this hub was not started');

/** Records a case, and waits until the journey shows it: all services of a hub, its event log among them, work. */
async function recordsAndTells(settings: object, crn: string): Promise<void> {
  const { url } = hubOf(settings);
  const { errors } = await ask(url, 'mutation ($input: OpenCaseInput!) { openCase(input: $input) { crn } }', {
    input: {
      idempotencyKey: crn,
      crn,
      forename: 'Ann',
      surname: 'Example',
      dateOfBirth: '1990-02-03',
      sex: 'F',
      openedOn: '2026-09-01',
      deliveryUnitCode: 'N50MANC',
    },
  });
  expect(errors).toBeUndefined();
  await eventually(async () => (await isKnown(settings, crn)) || undefined);
}

async function isKnown(settings: object, crn: string): Promise<boolean> {
  const { data, errors } = await ask<{ offender: { probation: { crn: string }[] } | null }>(
    hubOf(settings).url,
    'query ($crn: String!) { offender(identifier: $crn) { probation { crn } journey { edges { node { title } } } } }',
    { crn },
  );
  expect(errors).toBeUndefined();
  return data?.offender?.probation[0]?.crn === crn;
}

interface Readiness {
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

async function readinessOf(settings: object): Promise<Readiness> {
  return (await (await fetch(new URL('/health/ready', hubOf(settings).url))).json()) as Readiness;
}

/** What the server stores of the roles' passwords. */
async function passwords(prefix: string): Promise<{ rolname: string; rolpassword: string }[]> {
  const { rows } = await administrator.query<{ rolname: string; rolpassword: string }>(
    'SELECT rolname, rolpassword FROM pg_authid WHERE rolname LIKE $1 ORDER BY 1',
    [`${prefix}\\_%`],
  );
  return rows;
}

beforeAll(async () => {
  await administrator.connect();
  elsewhere = await testDatabase();
  stranger['DATABASE_URL'] = elsewhere.url;
  await Promise.all([startHub(first), startHub(second)]);
}, 120_000);
afterAll(async () => {
  await Promise.all([...hubs.values()].map(({ process }) => process.stop('SIGKILL')));
  for (const prefix of ['e2efirst', 'e2esecond']) {
    for (const name of names)
      await administrator.query(`DROP DATABASE IF EXISTS ${prefix}_${name} WITH (FORCE)`);
    for (const name of names) await administrator.query(`DROP ROLE IF EXISTS ${prefix}_${name}`);
  }
  await administrator.end();
  await elsewhere[Symbol.asyncDispose]();
  for (const directory of directories) directory[Symbol.dispose]();
});

it('two hubs with different prefixes work side by side, each with its own people', async () => {
  await Promise.all([recordsAndTells(first, 'X500001'), recordsAndTells(second, 'X500002')]);
  expect(await isKnown(first, 'X500002')).toBe(false);
  expect(await isKnown(second, 'X500001')).toBe(false);
  expect(await readinessOf(first)).toMatchObject({ ready: true, checks: { 'hold on the databases': 'ok' } });
});

describe('a hub with another HUB_DATA on the databases of one that runs', () => {
  it.each([
    ['up'],
    ['population', 'load', '--people', '1'],
    ['projections', 'rebuild', 'outcomes'],
    ['events', 'dead-letters', 'list'],
  ])('%s %s is told who has them and what to do, and changes nothing', async (...command) => {
    const before = await passwords('e2efirst');
    expect(before).toHaveLength(names.length);
    const { code, stderr } = await runHub(command, stranger);
    expect(stderr).toContain(`process ${hubOf(first).process.process.pid} on host ${hostname()}`);
    for (const way of ['HUB_DATABASE_PREFIX', '--take-over']) expect(stderr).toContain(way);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(1);
    expect(await passwords('e2efirst')).toEqual(before);
    expect((await readinessOf(first)).ready).toBe(true);
    expect(await isKnown(first, 'X500001')).toBe(true);
  });

  it('is refused with the secret of the one that runs as well', async () => {
    const { code, stderr } = await runHub(['up'], { ...first, HUB_DATA: ownDirectory() });
    expect(code, stderr).toBe(1);
    expect(stderr).toContain(`process ${hubOf(first).process.process.pid}`);
  });
});

it.each([
  ['user', '?user=postgres'],
  ['options', '?options=-c%20role%3Dpostgres'],
  ['dbname', '?sslmode=disable&dbname=postgres'],
  ['host', '?host=127.0.0.1'],
])(
  'a DATABASE_URL with the parameter %s is refused with exit code 3, and the parameter named',
  async (name, search) => {
    const { code, stderr } = await runHub(['up'], {
      ...stranger,
      DATABASE_URL: `${testPostgresUrl()}${search}`,
    });
    expect(code).toBe(3);
    expect(stderr).toContain('DATABASE_URL');
    expect(stderr).toContain(`"${name}"`);
  },
);

it('a prefix that cannot begin a name is refused with exit code 3', async () => {
  for (const prefix of ['Upper', 'pg_hub', '1st', 'a-b', 'x'.repeat(41)]) {
    const { code, stderr } = await runHub(['config'], { HUB_DATABASE_PREFIX: prefix });
    expect(code).toBe(3);
    expect(stderr).toContain('HUB_DATABASE_PREFIX');
  }
});

it('a hub takes its lock again when the connection is lost, and other hubs are still refused', async () => {
  const session = async () => {
    const { rows } = await administrator.query<{ pid: number }>(
      'SELECT l.pid FROM pg_locks l JOIN pg_stat_activity a USING (pid) WHERE locktype = $1 AND application_name LIKE $2',
      ['advisory', `throughgate hub ${hubOf(first).process.process.pid} %`],
    );
    return rows[0]?.pid;
  };
  const before = await session();
  await administrator.query('SELECT pg_terminate_backend($1)', [before]);
  const after = await eventually(async () => {
    const pid = await session();
    return pid === before ? undefined : pid;
  });
  expect(after).toBeGreaterThan(0);
  await eventually(async () => (await readinessOf(first)).ready || undefined);
  expect((await runHub(['up'], stranger)).code).toBe(1);
});

it('readiness tells of a password that was changed, although connections are open', async () => {
  const stored = (await passwords('e2esecond')).find(({ rolname }) => rolname === 'e2esecond_prisons');
  await administrator.query("ALTER ROLE e2esecond_prisons PASSWORD 'another'");
  await eventually(async () => ((await readinessOf(second)).ready ? undefined : true));
  expect((await readinessOf(second)).checks['subgraph prisons']).toMatch(
    /password authentication failed|not ready/,
  );
  await administrator.query(`ALTER ROLE e2esecond_prisons PASSWORD '${stored?.rolpassword}'`);
  await eventually(async () => (await readinessOf(second)).ready || undefined);
});

it('a hub that starts again leaves the roles as they are', async () => {
  const before = await passwords('e2esecond');
  expect((await hubOf(second).process.stop()).code).toBe(0);
  const { code, stderr } = await runHub(['up'], { ...stranger, HUB_DATABASE_PREFIX: 'e2esecond' });
  expect(code).toBe(1);
  expect(stderr).toContain('made by a hub with another database secret');
  for (const way of ['HUB_DATABASE_SECRET', 'HUB_DATABASE_PREFIX', '--take-over'])
    expect(stderr).toContain(way);
  await startHub(second);
  expect(await isKnown(second, 'X500002')).toBe(true);
  expect(await passwords('e2esecond')).toEqual(before);
});

it('--take-over gives the databases to the new hub, and the one that had them says so and exits 1', async () => {
  await startHub(stranger, '--take-over');
  const { code, stderr } = await hubOf(first).process.finished;
  expect(code).toBe(1);
  expect(stderr.trimEnd().split('\n').at(-1)).toMatch(/taken over|passwords were changed/);
  expect(await isKnown(stranger, 'X500001')).toBe(true);
  await recordsAndTells(stranger, 'X500003');
  expect(await readinessOf(stranger)).toMatchObject({ ready: true });
});
