import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { subgraphKey } from '@throughgate/service';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { ask, runHub, startHubProcess, temporaryDirectory } from './support/hub-process.ts';
import { startIssuerForTest } from './support/tokens.ts';

describe('hub', () => {
  it('--help lists what there is', async () => {
    const { code, stdout } = await runHub(['--help']);
    expect(code).toBe(0);
    for (const command of [
      'up',
      'start',
      'gateway',
      'population',
      'events',
      'prune',
      'projections',
      'config',
    ]) {
      expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    }
    expect(stdout).toContain('Exit codes');
  });

  it.each([
    [['nonsense'], /unknown command/],
    [['start', 'housing'], /probation, prisons/],
    [['up', '--people', 'many'], /HUB_PEOPLE/],
    [['gateway'], /--supergraph/],
    [['population', 'load', '--profile', 'mars'], /greater-manchester/],
    [['events', 'dead-letters', 'show', 'x'], /number/],
    [['events', 'dead-letters', 'replay'], /--all/],
  ])('%j is bad input: exit code 3, and what was expected', async (arguments_, expected) => {
    const { code, stderr } = await runHub(arguments_);
    expect(stderr).toMatch(expected);
    expect(code).toBe(3);
    expect(stderr).not.toMatch(/^\s+at .*:\d+/m);
  });

  it.each([
    ['HUB_PORT', '99999'],
    ['HUB_PORT', 'http'],
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['KAFKA_BROKERS', 'localhost'],
    ['HUB_CORS_ORIGINS', '*'],
    ['HUB_CORS_ORIGINS', 'https://app.example.org/'],
    ['LOG_LEVEL', 'loud'],
    ['HUB_SERVICE_KEY', ' '.repeat(40)],
    ['HUB_SERVICE_KEY', '31 characters, not more or less'],
    ['HUB_DATABASE_SECRET', 'x'.repeat(64)],
    ['HUB_DATABASE_PREFIX', 'pg_hub'],
    ['HUB_MEASURES_MEMORY', '63MB'],
    ['HUB_MEASURES_TICK', '0s'],
    ['HUB_MEASURES_POLICY', 'exact'],
    ['HUB_PRUNE', 'maybe'],
    ['HUB_KEEP_OUTBOX', '-1'],
    ['HUB_KEEP_IDEMPOTENCY_KEYS', '1.5'],
  ])('a wrong %s=%s is named', async (name, value) => {
    const { code, stderr } = await runHub(['config'], { [name]: value });
    expect(code).toBe(3);
    expect(stderr).toContain(name);
  });

  it('key show prints the key of one subgraph alone on standard output, from a service key that is there', async () => {
    const HUB_SERVICE_KEY = 'the key of these tests, long enough for a key';
    const { code, stdout } = await runHub(['key', 'show', 'prisons'], { HUB_SERVICE_KEY });
    expect([code, stdout]).toEqual([0, `${subgraphKey(HUB_SERVICE_KEY, 'prisons')}\n`]);
    using data = temporaryDirectory();
    const none = await runHub(['key', 'show', 'prisons'], { HUB_DATA: data.path });
    expect([none.code, none.stdout]).toEqual([1, '']);
    expect(none.stderr).toMatch(/There is no service key in .* HUB_SERVICE_KEY/);
  });

  it('config lists every setting with value and origin, a flag before the environment, and no secret', async () => {
    const { stdout } = await runHub(['config', '--format', 'json', '--people', '7'], {
      HUB_PEOPLE: '9',
      HUB_SEED: 'blue',
      DATABASE_URL: 'postgresql://u:hidden@localhost/x',
    });
    const settings = JSON.parse(stdout) as { variable: string; value?: unknown; origin: string }[];
    const setting = (name: string) => settings.find(({ variable }) => variable === name);
    expect(setting('HUB_PEOPLE')).toMatchObject({ value: 7, origin: 'flag' });
    expect(setting('HUB_SEED')).toMatchObject({ value: 'blue', origin: 'environment' });
    expect(setting('HUB_HOST')).toMatchObject({ value: '127.0.0.1', origin: 'default' });
    expect(setting('DATABASE_URL')?.value).toBe('(set)');
    expect(stdout).not.toContain('hidden');
  });
});

/** The commit that is checked out; `null` where the code came without git's history. */
function headOfCheckout(): string | null {
  const { status, stdout } = spawnSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}

describe('hub --version', () => {
  it('tells the version, the commit of the checkout and the Node that runs', async () => {
    const { code, stdout } = await runHub(['--version']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^throughgate \d+\.\d+\.\d+$/m);
    expect(stdout).toMatch(new RegExp(`^node ${process.versions.node}$`, 'm'));
    expect(await runHub(['version'])).toMatchObject({ code: 0, stdout });
  });

  it('tells programs the same, whatever the settings are', async () => {
    const { code, stdout } = await runHub(['-V', '--format', 'json'], { HUB_PORT: 'nonsense' });
    expect(code).toBe(0);
    const { data, error } = JSON.parse(stdout) as { data: Record<string, unknown>; error: unknown };
    expect(error).toBeNull();
    expect(data).toMatchObject({ success: true, node: process.versions.node });
    expect(data['version']).toMatch(/^\d+\.\d+\.\d+/);
    expect(data['commit']).toBe(headOfCheckout());
  });
});

describe('a variable that is no setting', () => {
  it('is told with the setting that was meant, and ends nothing', async () => {
    // A hub may run in the checkout.
    using data = temporaryDirectory();
    const started = await runHub(['subgraph', 'list', '--format', 'json'], {
      HUB_PROT: '5000',
      HUB_DATA: data.path,
    });
    expect(started.stderr).toBe(
      'hub: warning: HUB_PROT is set in the environment, and is no setting of the hub. Did you mean HUB_PORT?\n',
    );
    expect(JSON.parse(started.stdout)).toMatchObject({ error: { code: 'HUB-C050' } });
  });

  it('is listed by hub config, without its value', async () => {
    const { code, stdout } = await runHub(['config', '--format', 'json'], { HUB_SERVCE_KEY: 'hidden' });
    expect(code).toBe(0);
    expect(stdout).not.toContain('hidden');
    expect(JSON.parse(stdout)).toContainEqual({
      variable: 'HUB_SERVCE_KEY',
      flag: '',
      meaning: 'no setting of the hub; did you mean HUB_SERVICE_KEY?',
      origin: 'unknown',
    });
  });
});

describe('hub gateway', () => {
  it('serves any supergraph without a database', async () => {
    await using issuer = await startIssuerForTest();
    const gateway = startHubProcess(
      ['gateway', '--supergraph', 'schemas/supergraph.graphql', '--port', '0'],
      { HUB_ISSUER: issuer.url },
    );
    const url = await gateway.ready;
    const { data } = await ask<{ __schema: { queryType: { name: string } } }>(
      url,
      '{ __schema { queryType { name } } }',
    );
    expect(data?.__schema.queryType.name).toBe('Query');
    const { data: nothing, errors } = await ask(url, '{ prisoner(prisonerNumber: "A1234BC") { status } }');
    expect(nothing).toEqual({ prisoner: null });
    expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNREACHABLE', serviceName: 'prisons' } }]);
    expect((await gateway.stop()).code).toBe(0);
  });

  it('says when the file cannot be read, or is no supergraph', async () => {
    const missing = await runHub(['gateway', '--supergraph', 'nowhere.graphql']);
    expect(missing).toMatchObject({ code: 3, stderr: expect.stringContaining('nowhere.graphql') });
    const wrong = await runHub(['gateway', '--supergraph', 'package.json']);
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).not.toMatch(/^\s+at .*:\d+/m);
  });
});

it('population load fills a hub that does not run, and doing it again changes nothing', async () => {
  using data = temporaryDirectory();
  const load = () => runHub(['population', 'load', '--people', '12', '--seed', 's'], { HUB_DATA: data.path });
  const first = await load();
  expect(first).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^12 people simulated; [1-9]\d* events written, 0 files/),
  });
  const again = await load();
  expect(again.stdout).toMatch(/^12 people simulated; 0 events written, [1-9]\d* files/);

  const hub = startHubProcess(['up'], { HUB_DATA: data.path, HUB_PEOPLE: '0' });
  const { data: counted } = await ask<{ offenders: { totalCount: number } }>(
    await hub.ready,
    '{ offenders { totalCount } }',
  );
  expect(counted?.offenders.totalCount).toBeGreaterThanOrEqual(12);

  const rebuilt = await runHub(['projections', 'rebuild', 'outcomes'], { HUB_DATA: data.path });
  expect(rebuilt).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Rebuilt: [1-9]\d* events .*generation 2 serves/),
  });
  // As relays of a version before left them: marked with when the log had them.
  const prisons = new pg.Client({ connectionString: databaseOf(data.path, 'prisons') });
  await prisons.connect();
  expect((await prisons.query('SELECT FROM hub.outbox')).rowCount).toBe(0);
  const { rowCount } = await prisons.query(
    `INSERT INTO hub.outbox (id, aggregatetype, aggregateid, type, payload, version, subject_type, subject_id,
       occurred_at, recorded_at, published_at)
     SELECT gen_random_uuid(), 'prisons', 'A' || n, 'old', '{}', 1, 'Prisoner', n, now(), now(), now() - interval '40 days'
     FROM generate_series(1, 50) AS n`,
  );
  const prune = (...more: string[]) => runHub(['prune', ...more], { HUB_DATA: data.path });
  const row = (rows: number) => ({ table: 'hub.outbox', days: 30, rows });
  const counted30 = await prune('--dry-run', '--format', 'json');
  expect(JSON.parse(counted30.stdout).data).toMatchObject({
    dryRun: true,
    rows: rowCount,
    agencies: expect.arrayContaining([
      expect.objectContaining({ service: 'prisons', tables: expect.arrayContaining([row(rowCount ?? 0)]) }),
    ]),
  });
  expect(await prune('--keep-outbox', '41')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Deleted: 0 rows\.$/m),
    stderr: expect.stringContaining('Pruning prisons'),
  });
  await prisons.query("SELECT pg_advisory_lock(hashtextextended('throughgate prune', 0))");
  expect(await prune('--format', 'json')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/prisons/),
  });
  await prisons.query('SELECT pg_advisory_unlock_all()');
  expect(await prune()).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(new RegExp(`^prisons +hub\\.outbox +30 days +${rowCount}$`, 'm')),
  });
  expect((await prisons.query('SELECT FROM hub.outbox')).rowCount).toBe(0);
  await prisons.end();

  const letters = await runHub(['events', 'dead-letters', 'list'], { HUB_DATA: data.path });
  expect(letters).toMatchObject({ code: 0, stdout: 'No dead letters.\n' });
  expect((await hub.stop()).code).toBe(0);
}, 180_000);

/** URL of a database of the hub that runs on a data directory. */
function databaseOf(directory: string, name: string): string {
  const { databases } = JSON.parse(readFileSync(join(directory, 'run.json'), 'utf8'));
  return databases[name];
}
