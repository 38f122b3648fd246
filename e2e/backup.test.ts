import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type JourneyQuery, operationText } from '@throughgate/contracts';
import { eventually } from '@throughgate/testkit';
import getPort from 'get-port';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { ask, runHub, startHubProcess, temporaryDirectory } from './support/hub-process.ts';

const page = readFileSync(join(import.meta.dirname, '../docs/backup.md'), 'utf8');

/** Runs the commands that stand below a heading of docs/backup.md. */
function follow(heading: string, environment: Record<string, string>): void {
  const [, commands] =
    new RegExp(`^### ${heading}\\n(?:(?!^#)[^]*?)^\`\`\`sh\\n([^]*?)^\`\`\``, 'm').exec(page) ??
    expect.fail(`docs/backup.md has no commands below "${heading}"`);
  const { status, stderr } = spawnSync('bash', ['-euo', 'pipefail', '-c', commands ?? ''], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...environment },
  });
  expect(status, stderr).toBe(0);
}

async function journeyOf(url: string, identifier: string) {
  const answer = await ask<JourneyQuery>(url, operationText('journey'), { identifier });
  expect(answer.errors).toBeUndefined();
  return answer.data?.offender ?? expect.fail('nobody found');
}

const sampleOf = (stdout: string) => /Somebody to ask about: (\S+)/.exec(stdout)?.[1] ?? expect.fail(stdout);

/** Records a change, and waits until the person's journey shows it. */
async function book(url: string, crn: string, startsAt: string): Promise<void> {
  const { errors } = await ask(
    url,
    'mutation ($input: BookAppointmentInput!) { bookAppointment(input: $input) { id } }',
    {
      input: { idempotencyKey: startsAt, crn, type: 'COPT', startsAt },
    },
  );
  expect(errors).toBeUndefined();
  await eventually(async () =>
    JSON.stringify(await appointments(url, crn)).includes(startsAt) ? true : undefined,
  );
}

/** What a journey says of the appointments of a person. */
async function appointments(url: string, identifier: string) {
  const { data } = await ask<{
    offender: { journey: { edges: { node: { subject: { startsAt?: string } | null } }[] } };
  }>(
    url,
    `query ($identifier: String!) { offender(identifier: $identifier) {
      journey(first: 500, filter: { agencies: ["probation"] }) { edges { node { title subject { ... on Appointment { id startsAt } } } } } } }`,
    { identifier },
  );
  return data?.offender.journey.edges.map(({ node }) => node);
}

/** Binaries of a PostgreSQL whose pg_dump is of its own version, newest first; the embedded one has none. */
const [binaries] = globSync(['/usr/lib/postgresql/*/bin/initdb', '/usr/pgsql-*/bin/initdb'])
  .map(dirname)
  .filter((folder) => existsSync(join(folder, 'pg_dump')) && majorOf(folder) >= 15)
  .sort((a, b) => majorOf(b) - majorOf(a));

function majorOf(folder: string): number {
  return Number(/(\d+)\/bin$/.exec(folder)?.[1] ?? 0);
}

describe('docs/backup.md, for a PostgreSQL of your own', () => {
  it('brings everything back, and what the log lacks', async ({ skip }) => {
    if (binaries === undefined) return skip('no PostgreSQL 15 or newer with its pg_dump is installed');
    using place = temporaryDirectory();
    await using server = await startServer(binaries, join(place.path, 'server'));
    const environment = {
      DATABASE_URL: server.url,
      HUB_DATA: join(place.path, 'data'),
      BACKUP: join(place.path, 'backup'),
      PATH: `${binaries}:${process.env['PATH']}`,
    };
    const settings = { DATABASE_URL: server.url, HUB_DATA: environment.HUB_DATA, HUB_PEOPLE: '4' };

    const hub = startHubProcess(['up'], settings);
    const url = await hub.ready;
    const sample = sampleOf(hub.stdout());
    const crn = (await journeyOf(url, sample)).identifiers?.crns[0] ?? expect.fail('no CRN');
    await book(url, crn, '2026-11-30T09:00:00.000Z');
    const records = async () => {
      const [row] = await server.query(
        'throughgate_events',
        'SELECT sum(next_offset)::int AS records FROM event_log.partition',
      );
      return (row as { readonly records: number }).records;
    };
    follow('Back up the log', environment);
    const kept = await records();
    await book(url, crn, '2026-12-01T10:00:00.000Z');
    follow('Back up the rest', environment);
    await eventually(async () => expect(await records()).toBeGreaterThan(kept));
    const all = await records();
    const before = [await journeyOf(url, sample), await appointments(url, sample)];
    expect((await hub.stop()).code).toBe(0);

    await server.destroy();
    rmSync(environment.HUB_DATA, { recursive: true });
    follow('Restore', environment);
    expect(await records()).toBeLessThan(all);
    follow('Have the agencies append what the log lacks', environment);

    const restored = startHubProcess(['up'], settings);
    const again = await restored.ready;
    await eventually(async () => {
      const { stdout } = await runHub(['status', '--format', 'json'], settings);
      const { data } = JSON.parse(stdout) as {
        data: {
          state: string;
          relays: { backlog: number }[];
          projections: { lag: number }[];
          deadLetters: number;
        };
      };
      expect(data.deadLetters).toBe(0);
      const waiting = [
        ...data.relays.map(({ backlog }) => backlog),
        ...data.projections.map(({ lag }) => lag),
      ];
      return data.state === 'ready' && waiting.every((count) => count === 0) ? true : undefined;
    });
    expect([await journeyOf(again, sample), await appointments(again, sample)]).toEqual(before);
    // The log has it again, so that a rebuild finds it.
    const rebuilt = await runHub(['projections', 'rebuild', 'outcomes'], settings);
    expect(rebuilt.code, rebuilt.stderr).toBe(0);
    expect([await journeyOf(again, sample), await appointments(again, sample)]).toEqual(before);
    expect((await restored.stop()).code).toBe(0);
  }, 240_000);
});

it('docs/backup.md brings an embedded database back', async () => {
  using place = temporaryDirectory();
  const environment = { HUB_DATA: join(place.path, 'data'), BACKUP: join(place.path, 'backup') };
  mkdirSync(environment.HUB_DATA);
  const settings = { HUB_DATA: environment.HUB_DATA, HUB_PEOPLE: '3' };
  const hub = startHubProcess(['up'], settings);
  const before = await journeyOf(await hub.ready, sampleOf(hub.stdout()));
  expect((await hub.stop()).code).toBe(0);
  follow('Copy the data directory', environment);
  writeFileSync(join(environment.HUB_DATA, 'postgres/data/PG_VERSION'), 'destroyed');
  expect((await startHubProcess(['up'], settings).finished).code).toBe(1);

  follow('Put it back', environment);
  const restored = startHubProcess(['up'], settings);
  expect(await journeyOf(await restored.ready, sampleOf(restored.stdout()))).toEqual(before);
  expect((await restored.stop()).code).toBe(0);
}, 120_000);

/** A PostgreSQL server of the machine's own binaries, as an operator has it: with a password. */
async function startServer(bin: string, data: string) {
  mkdirSync(data);
  chmodSync(data, 0o700);
  const user: { uid?: number; gid?: number } = process.getuid?.() === 0 ? systemUser() : {};
  const password = randomBytes(12).toString('hex');
  const passwordFile = `${data}.password`;
  writeFileSync(passwordFile, password);
  const { uid, gid } = user;
  if (uid !== undefined && gid !== undefined) {
    for (const path of [data, passwordFile]) chownSync(path, uid, gid);
  }
  const run = (program: string, ...arguments_: string[]) =>
    execFileSync(join(bin, program), arguments_, { ...user, cwd: '/', stdio: 'ignore' });
  run(
    'initdb',
    '-D',
    data,
    '-U',
    'postgres',
    '--auth',
    'scram-sha-256',
    '--pwfile',
    passwordFile,
    '--no-sync',
  );
  const port = await getPort({ host: '127.0.0.1' });
  const flags = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off -c max_connections=200`;
  run('pg_ctl', 'start', '-w', '-D', data, '-l', join(data, 'log'), '-o', flags);
  const url = (database: string) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`;
  const query = async (database: string, sql: string) => {
    const client = new pg.Client(url(database));
    await client.connect();
    try {
      return (await client.query(sql)).rows as Record<string, unknown>[];
    } finally {
      await client.end();
    }
  };
  return {
    url: url('postgres'),
    query,
    /** Drops whatever the hub had. */
    async destroy() {
      const databases = await query(
        'postgres',
        "SELECT datname FROM pg_database WHERE datname LIKE 'throughgate%'",
      );
      expect(databases).toHaveLength(7);
      for (const { datname } of databases) await query('postgres', `DROP DATABASE ${datname}`);
      const roles = await query('postgres', "SELECT rolname FROM pg_roles WHERE rolname LIKE 'throughgate%'");
      for (const { rolname } of roles) await query('postgres', `DROP ROLE ${rolname}`);
    },
    async [Symbol.asyncDispose]() {
      run('pg_ctl', 'stop', '-w', '-m', 'immediate', '-D', data);
    },
  };
}

/** The user `postgres`, whom Debian's packages and the hub create: PostgreSQL does not run as root. */
function systemUser(): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
