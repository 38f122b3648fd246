import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { hubSubgraphNames } from '@throughgate/contracts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Housing, housingSdl, startHousing } from './support/housing.ts';
import {
  ask,
  type Finished,
  type HubProcess,
  runHub,
  startHubProcess,
  temporaryDirectory,
} from './support/hub-process.ts';
import { preparedDirectory } from './support/prepared-hub.ts';
import { issuerOf } from './support/tokens.ts';

// What an integrator types, and reads: one hub, and the commands in the order of a first day.

// Many commands, each a process.
vi.setConfig({ testTimeout: 120_000 });
const data = await preparedDirectory();
const settings: Record<string, string> = { HUB_DATA: data.path, HUB_PEOPLE: '0' };
const file = join(data.path, 'housing.graphql');
let hub: HubProcess;
let housing: Housing;
let registryUrl: string;

const run = (...arguments_: string[]): Promise<Finished> => runHub(arguments_, settings);

interface Envelope {
  readonly json_version: string;
  readonly data: Record<string, unknown> & { success: boolean };
  readonly error: { code: string | null; message: string; details?: Record<string, unknown> } | null;
}

/** Runs a command with --format json, and reads all of its standard output as one envelope. */
async function runForJson(...arguments_: string[]): Promise<Envelope & { exitCode: number | null }> {
  const { stdout, code } = await run(...arguments_, '--format', 'json');
  return { ...(JSON.parse(stdout) as Envelope), exitCode: code };
}

beforeAll(async () => {
  housing = await startHousing(housingSdl(), []);
  writeFileSync(file, housingSdl());
  hub = startHubProcess(['up'], settings);
  await hub.ready;
  registryUrl = /^Registry: (\S+)/m.exec(hub.stdout())?.[1] ?? expect.fail(hub.stdout());
}, 120_000);
afterAll(async () => {
  await hub.stop();
  await housing[Symbol.asyncDispose]();
  data[Symbol.dispose]();
});

describe('a hub that was just started', () => {
  it('has published the subgraphs that come with it', async () => {
    const { code, stdout } = await run('subgraph', 'list');
    expect(code).toBe(0);
    const names = stdout
      .split('\n')
      .slice(1, -1)
      .map((line) => line.split(/\s+/)[0]);
    expect(names).toEqual([...hubSubgraphNames].sort());
  });

  it("keeps its administrator's token for its owner", () => {
    expect(statSync(join(data.path, 'registry-token')).mode & 0o077).toBe(0);
    expect(statSync(join(data.path, 'run.json')).mode & 0o077).toBe(0);
  });

  it('gives the supergraph that is live, which is the one of schemas/', async () => {
    const { stdout } = await run('supergraph', 'fetch', '--published-urls');
    expect(stdout).toBe(readFileSync('schemas/supergraph.graphql', 'utf8'));
    const written = join(data.path, 'fetched.graphql');
    const fetch = ['supergraph', 'fetch', '--published-urls', '--output', written];
    expect((await run(...fetch)).stdout).toContain(written);
    expect(readFileSync(written, 'utf8')).toBe(stdout);
    expect(await run('supergraph', 'diff', written)).toMatchObject({
      code: 0,
      stdout: 'Clients would see no difference.\n',
    });
  });
});

describe('the supergraph that is fetched', () => {
  it('can be served by another gateway on this machine', async () => {
    const fetched = join(data.path, 'local.graphql');
    const { code, stderr } = await run('supergraph', 'fetch', '--output', fetched);
    expect([code, stderr]).toEqual([0, expect.stringContaining('--published-urls')]);
    expect(readFileSync(fetched, 'utf8')).not.toContain('http://prisons:4000/');
    const key = readFileSync(join(data.path, 'service-key'), 'utf8').trim();
    const other = startHubProcess(['gateway', '--supergraph', fetched], {
      HUB_SERVICE_KEY: key,
      HUB_ISSUER: issuerOf(data.path) ?? '',
    });
    try {
      const url = await other.ready;
      const answer = await ask(url, '{ prison(id: "MDI") { name } }');
      expect(answer).toEqual({ data: { prison: { name: expect.any(String) } } });
    } finally {
      await other.stop();
    }
  });
});

describe('before publishing', () => {
  it('a check that passes ends with 0', async () => {
    const checked = await run(
      'subgraph',
      'check',
      '--name',
      'housing',
      '--schema',
      file,
      '--routing-url',
      housing.url,
    );
    expect(checked).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Check passed: 0 errors/m) });
  });

  it('a check that fails ends with 1 and names subgraph, file, line, column, code and fix', async () => {
    const wrong = join(data.path, 'wrong.graphql');
    writeFileSync(wrong, housingSdl().replace('crns: [ID!]! @external', 'crns: Int @external'));
    const check = ['subgraph', 'check', '--name', 'housing', '--schema', wrong, '--routing-url', housing.url];
    const human = await run(...check);
    expect(human.code).toBe(1);
    expect(human.stdout).toMatch(
      /^error\[HUB-C002\] .*wrong\.graphql:\d+:\d+ \(housing\) .*\[EXTERNAL_TYPE_MISMATCH\]/m,
    );
    expect(human.stdout).toMatch(/^ {2}fix: /m);
    expect(human.stdout).toMatch(/^Check failed: [1-9]/m);

    const { exitCode, data: result, error } = await runForJson(...check);
    expect(exitCode).toBe(1);
    expect(result).toMatchObject({ success: false, tasks: { operations: { task_status: 'BLOCKED' } } });
    expect(error).toMatchObject({
      code: 'HUB-C002',
      details: { build_errors: [{ code: 'EXTERNAL_TYPE_MISMATCH', type: 'composition' }] },
    });

    const github = await run(...check, '--format', 'github');
    expect(github.code).toBe(1);
    expect(github.stdout).toMatch(/^::error file=.*wrong\.graphql,line=\d+,col=\d+,title=HUB-C002::/m);

    const published = await run(...check.with(1, 'publish'));
    expect(published).toMatchObject({ code: 1, stdout: expect.stringMatching(/Nothing was published\.\n$/) });
    expect((await run('subgraph', 'list')).stdout).not.toContain('housing');
  });

  it('a check of a subgraph that is new asks for its address', async () => {
    const { code, stderr } = await run('subgraph', 'publish', '--name', 'housing', '--schema', file);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^error\[HUB-C046\]/);
    expect(stderr).toContain('--routing-url');
  });
});

describe('publishing', () => {
  let token: string;
  const asIntegrator = (...arguments_: string[]) =>
    runHub(arguments_, { HUB_REGISTRY_URL: registryUrl, HUB_TOKEN: token });

  it('needs a token, whose secret alone is on standard output', async () => {
    const { code, stdout, stderr } = await run(
      ...['token', 'create', '--name', 'housing ci', '--subgraph', 'housing'],
      ...['--can', 'read,check,publish', '--expires-in-days', '30'],
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\S{40,}\n$/);
    expect(stderr).toContain('housing ci');
    token = stdout.trim();
    expect((await run('token', 'list')).stdout).not.toContain(token);
  });

  it('works from elsewhere with that token, and is seen at once', async () => {
    const published = await asIntegrator(
      ...['subgraph', 'publish', '--name', 'housing', '--schema', file, '--routing-url', housing.url],
      ...['--changelog-message', 'First version'],
    );
    expect(published).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /^Published: housing [0-9a-f]{12}\.[^\n]*\n1 gateway serves it, after [\d.]+ s\.\n/m,
      ),
    });
    // It does: nobody need ask twice.
    const introspection = await ask(await hub.ready, '{ __type(name: "Tenancy") { name } }');
    expect(introspection).toEqual({ data: { __type: { name: 'Tenancy' } } });
    expect((await asIntegrator('subgraph', 'fetch', '--name', 'housing')).stdout).toBe(housingSdl());
    expect((await asIntegrator('subgraph', 'show', 'housing')).stdout).toContain(housing.url);
    expect((await asIntegrator('subgraph', 'history', 'housing')).stdout).toMatch(
      /publish .* housing ci .*First version/,
    );
  });

  it('the same again changes nothing, and says so', async () => {
    const again = await asIntegrator('subgraph', 'publish', '--name', 'housing', '--schema', file);
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('live already') });
  });

  it('under a name that the hub uses itself is refused', async () => {
    const named = ['--name', 'registry', '--schema', file, '--routing-url', housing.url];
    for (const command of [
      ['subgraph', 'publish', ...named],
      ['subgraph', 'check', ...named],
    ]) {
      const { code, stderr } = await run(...command);
      expect([code, stderr]).toEqual([3, expect.stringMatching(/^error\[HUB-C057\] .* registry /)]);
    }
    expect(await run('subgraph', 'init', 'registry', '--directory', join(data.path, 'none'))).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('choose another one'),
    });
  });

  it('is for its own subgraph only', async () => {
    const { code, stderr } = await asIntegrator(
      ...['subgraph', 'publish', '--name', 'prisons', '--schema', 'schemas/prisons.graphql'],
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error\[HUB-C042\]/);
  });

  it('of another version can be rolled back', async () => {
    writeFileSync(file, housingSdl('"Number of rooms." rooms: Int'));
    const { data: first } = await runForJson('subgraph', 'show', 'housing');
    const second = await runForJson('subgraph', 'publish', '--name', 'housing', '--schema', file);
    expect(second.data).toMatchObject({
      success: true,
      subgraph_was_created: false,
      subgraph_was_updated: true,
      supergraph_was_updated: true,
    });
    expect(second.data['gateways']).toMatchObject({ status: 'serving', count: 1, missing: [] });
    const base = String(first['subgraph'] && second.data['base']);
    for (const command of [
      ['rollback', 'housing'],
      ['delete', 'housing', '--confirm'],
    ]) {
      const refused = await run('subgraph', ...command, '--expect-base', base);
      expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/^error\[HUB-C055\]/)]);
    }
    const history = await run('subgraph', 'history', '--limit', '1');
    const [, digest] = / ([0-9a-f]{12}) +housing /.exec(history.stdout) ?? expect.fail(history.stdout);
    const rolledBack = await run(
      'subgraph',
      'rollback',
      'housing',
      '--expect-base',
      digest ?? '',
      '--no-wait',
    );
    expect([rolledBack.code, rolledBack.stdout]).toEqual([0, expect.not.stringContaining('gateway')]);
    const { data: live } = await runForJson('subgraph', 'show', 'housing');
    expect((live['subgraph'] as { version: string }).version).toBe(
      (first['subgraph'] as { version: string }).version,
    );
  });

  it('with a token that was revoked is refused', async () => {
    const { data: tokens } = await runForJson('token', 'list');
    const { id } =
      (tokens['tokens'] as { id: string; name: string }[]).find(({ name }) => name === 'housing ci') ??
      expect.fail();
    expect((await run('token', 'revoke', id)).code).toBe(0);
    const { code, stderr } = await asIntegrator('subgraph', 'list');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error\[HUB-C040\]/);
  });
});

describe('several subgraphs', () => {
  it('of a file are checked as one change, and composed without a registry', async () => {
    const config = join(data.path, 'supergraph.yaml');
    const schema = (name: string) => join(import.meta.dirname, `../schemas/${name}.graphql`);
    writeFileSync(
      config,
      `subgraphs:
  prisons: { routing_url: http://prisons:4000/graphql, schema: { file: ${schema('prisons')} } }
  probation: { routing_url: http://probation:4000/graphql, schema: { file: ${schema('probation')} } }
  outcomes: { routing_url: http://outcomes:4000/graphql, schema: { file: ${schema('outcomes')} } }
`,
    );
    expect(await run('subgraph', 'check', '--config', config)).toMatchObject({ code: 0 });
    const composed = await runHub(['supergraph', 'compose', '--config', config]);
    expect(composed.code).toBe(0);
    expect(composed.stdout).toContain('join__Graph');
    expect((await run('supergraph', 'diff', config)).stdout).toMatch(/^breaking +FIELD_REMOVED/m);
  });
});

describe('how a subgraph is checked', () => {
  it('is shown and changed setting by setting', async () => {
    const shown = await run('subgraph', 'configure', 'housing');
    expect(shown.stdout).toMatch(/^usageDays +30$/m);
    const changed = await run(
      ...['subgraph', 'configure', 'housing', '--set', 'usageDays=7', '--set', 'ignoredClients=a,b'],
    );
    expect(changed.stdout).toMatch(/^usageDays +7$/m);
    const { data: result } = await runForJson('subgraph', 'configure', 'housing');
    expect(result['configuration']).toMatchObject({
      usageDays: 7,
      ignoredClients: ['a', 'b'],
      minimumCount: 1,
    });
  });

  it.each(['usageDay=7', 'usageDays', 'usageDays=many'])('a wrong setting is bad input: %s', async (pair) => {
    expect((await run('subgraph', 'configure', 'housing', '--set', pair)).code).toBe(3);
  });
});

describe('operations', () => {
  it('that a client registers are listed, and a change that breaks one is refused until it is approved', async () => {
    const operations = join(data.path, 'homes.graphql');
    writeFileSync(
      operations,
      'query Homes { offender(identifier: "X1") { tenancies { startedOn landlord } } }',
    );
    const registered = await run('operations', 'register', '--client', 'resettlement-app', operations);
    expect(registered).toMatchObject({
      code: 0,
      stdout: 'resettlement-app registered 1 operation: Homes.\n',
    });
    const listed = await run('operations', 'list');
    expect(listed.stdout).toMatch(/^Homes .*resettlement-app$/m);
    expect(JSON.stringify((await runForJson('operations', 'list')).data)).not.toContain('X1');

    writeFileSync(file, housingSdl('"Number of rooms." rooms: Int'));
    const check = ['subgraph', 'check', '--name', 'housing', '--schema', file];
    const blocked = await run(...check);
    expect(blocked.code).toBe(1);
    expect(blocked.stdout).toMatch(/^error\[HUB-C011\]/m);
    const [, change] = /--change '([^']+)'/.exec(blocked.stdout) ?? expect.fail(blocked.stdout);
    const nonsense = ['subgraph', 'approve', 'housing', '--change', 'nonsense', '--reason', 'x'];
    expect(await run(...nonsense)).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/^error\[HUB-C058\] "nonsense" is no change/),
    });
    const approve = [
      'subgraph',
      'approve',
      'housing',
      '--change',
      change ?? '',
      '--reason',
      'agreed with the team',
    ];
    expect((await run(...approve)).code).toBe(0);
    expect(await run(...check)).toMatchObject({ code: 0 });
    const approvals = ['subgraph', 'approvals', 'list', 'housing'];
    expect((await run(...approvals)).stdout).toContain(change);
    const revoke = [
      'subgraph',
      'approvals',
      'revoke',
      'housing',
      '--change',
      change ?? '',
      '--reason',
      'too early',
    ];
    expect((await run(...revoke)).code).toBe(0);
    expect((await run(...revoke)).code).toBe(1);
    expect((await run(...approvals)).stdout).toBe('No approval holds for housing.\n');
    expect((await run(...approvals, '--all')).stdout).toMatch(
      /agreed with the team .*revoked by .*: too early/,
    );
    expect((await run(...check)).code).toBe(1);
    expect((await run(...approve)).code).toBe(0);
  });

  it('say which fields nobody uses', async () => {
    const unused = await run('operations', 'fields', '--unused', '--subgraph', 'housing');
    expect(unused.code).toBe(0);
    expect(unused.stdout).toMatch(/^Tenancy\.\w+ +0 +housing/m);
    expect((await run('operations', 'fields', '--unused', '--deprecated')).code).toBe(3);
  });
});

describe('deleting a subgraph', () => {
  it('asks, and where nobody can answer wants --confirm', async () => {
    expect(await run('subgraph', 'delete', 'housing')).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('--confirm'),
    });
    await run('operations', 'register', '--client', 'resettlement-app', 'schemas/operations/journey.graphql');
    expect((await run('subgraph', 'delete', 'housing', '--dry-run')).code).toBe(0);
    expect((await run('subgraph', 'list')).stdout).toContain('housing');
    const deleted = await run('subgraph', 'delete', '--name', 'housing', '--confirm');
    expect(deleted).toMatchObject({ code: 0, stdout: expect.stringContaining('housing removed') });
    const { code, stderr } = await run('subgraph', 'show', 'housing');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error\[HUB-C044\]/);
  });
});

describe('exit codes', () => {
  it('2 when the registry never answers: it may be done all the same', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const { port } = silent.address() as AddressInfo;
    const elsewhere = { HUB_REGISTRY_URL: `http://127.0.0.1:${port}`, HUB_TOKEN: 'x' };
    const { code, stderr } = await runHub(['subgraph', 'list', '--timeout', '0.3'], elsewhere);
    silent.close();
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error\[HUB-C051\]/);
  });

  it('1 when nothing is there, or something else than a registry', async () => {
    using empty = temporaryDirectory();
    const nowhere = await runHub(['subgraph', 'list'], { HUB_DATA: empty.path });
    expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error\[HUB-C050\]/) });
    const gateway = new URL(await hub.ready).origin;
    const other = await runHub(['subgraph', 'list'], { HUB_REGISTRY_URL: gateway, HUB_TOKEN: 'x' });
    expect(other).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error\[HUB-C050\]/) });
  });

  it("1 when no token is given for another registry: the local hub's stays here", async () => {
    const { code, stderr } = await runHub(['subgraph', 'list'], {
      ...settings,
      HUB_REGISTRY_URL: registryUrl,
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error\[HUB-C040\]/);
  });

  it.each([
    [['subgraph', 'check', '--name', 'housing', '--schema', 'nowhere.graphql'], /nowhere\.graphql/],
    [['subgraph', 'check', '--name', 'Housing!', '--schema', 'package.json'], /lower-case/],
    [['subgraph', 'check', '--name', 'housing'], /--schema/],
    [['subgraph', 'check'], /--config/],
    [['subgraph', 'check', '--config', 'package.json'], /subgraphs/],
    [['subgraph', 'show'], /name/],
    [['subgraph', 'list', '--format', 'xml'], /human, json, github/],
    [['subgraph', 'list', '--timeout', 'soon'], /HUB_REGISTRY_TIMEOUT/],
    [['token', 'create', '--name', 'x', '--can', 'fly'], /read, check/],
    [['operations', 'register', '--client', 'x', 'package.json'], /package\.json/],
    [['supergraph', 'diff', 'package.json'], /package\.json/],
    [['supergraph', 'diff'], /--from/],
    [['explain', 'HUB-C999'], /HUB-C0\d\d/],
  ])('3 for %j', async (arguments_, expected) => {
    const { code, stderr, stdout } = await run(...arguments_);
    expect(stderr).toMatch(expected);
    expect(code).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('3 is told in the envelope too', async () => {
    expect(await runForJson('subgraph', 'check', '--name', 'housing', '--schema', 'nowhere.graphql')).toEqual(
      {
        json_version: '1',
        data: { success: false },
        error: { code: 'HUB-C054', message: expect.stringContaining('nowhere.graphql') },
        exitCode: 3,
      },
    );
  });
});

describe('explain', () => {
  it('knows every code of docs/errors.md, in any case', async () => {
    const { code, stdout } = await run('explain', 'hub-c012');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^HUB-C012: Removed without deprecation\n/);
    expect(readFileSync('docs/errors.md', 'utf8')).toContain(/^Fix: (.*)$/m.exec(stdout)?.[1]);
  });
});

it('a hub lists the settings of the registry, and no secret', async () => {
  const { stdout } = await runHub(['config'], {
    HUB_TOKEN: 'hidden',
    HUB_REGISTRY_URL: 'http://127.0.0.1:1',
  });
  expect(stdout).toMatch(/^HUB_TOKEN +\(set\) +environment/m);
  expect(stdout).toMatch(/^HUB_REGISTRY_URL +http:\/\/127\.0\.0\.1:1 +environment/m);
  expect(stdout).toMatch(/^HUB_REGISTRY_PORT +0 +default/m);
  expect(stdout).not.toContain('hidden');
});

it('the gateway serves on while subgraphs come and go', async () => {
  const { data: answer } = await ask(await hub.ready, '{ __typename }');
  expect(answer).toEqual({ __typename: 'Query' });
});
