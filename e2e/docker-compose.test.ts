import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { hubSubgraphNames } from '@throughgate/contracts';
import { subgraphKey } from '@throughgate/service';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { temporaryDirectory } from './support/hub-process.ts';

// What docker-compose.yml opens to whom, and with which secrets. No engine is needed.

const root = join(import.meta.dirname, '..');
const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');

interface Service {
  readonly ports?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: object;
}
const { services } = parse(text, { merge: true }) as { services: Record<string, Service> };

/** Services with a database of their own. */
const withDatabase = Object.entries(services).filter(([, { environment }]) => environment?.['DATABASE_URL']);
/** Variables without which compose does not start. */
const required = new Set([...text.matchAll(/\$\{(\w+):\?/g)].map(([, name = '']) => name));

describe('docker-compose.yml', () => {
  it('publishes the gateway and the registry, on this machine only unless told otherwise', () => {
    const published = Object.entries(services).flatMap(([name, { ports = [] }]) =>
      ports.map((port) => [name, port]),
    );
    expect(published).toEqual([
      [
        'registry',
        expect.stringMatching(/^\$\{BIND_ADDRESS:-127\.0\.0\.1\}:\$\{HUB_REGISTRY_PORT:-4001\}:4000$/),
      ],
      ['gateway', expect.stringMatching(/^\$\{BIND_ADDRESS:-127\.0\.0\.1\}:\$\{HUB_PORT:-4000\}:4000$/)],
    ]);
  });

  it('knows no secret, and says how each that is missing is made', () => {
    for (const [, name, rest] of text.matchAll(/\$\{(\w*(?:KEY|PASSWORD|SECRET|TOKEN))([^}]*)\}/g)) {
      expect([name, rest]).toEqual([name, expect.stringMatching(/^:\?/)]);
    }
    for (const name of required)
      expect(text).toMatch(`{${name}:?is not set. Run \`sh docker/create-env.sh\``);
    expect(required).toContain('HUB_SERVICE_KEY');
    // Nor is one written out, in an address say.
    expect(text).not.toMatch(/:\/\/[^:/\s]+:(?!\$\{\w+:\?)[^@\s]+@/);
  });

  it('gives each subgraph its own key, and the service key to the gateway alone', () => {
    const keysOf = ({ environment = {} }: Service) =>
      Object.entries(environment).flatMap(([name, value]) =>
        name.endsWith('_KEY') ? `${name} ${value.split(':')[0]}` : [],
      );
    for (const [name, service] of Object.entries(services)) {
      const own = (hubSubgraphNames as readonly string[]).includes(name)
        ? [`HUB_SUBGRAPH_KEY \${${name.toUpperCase()}_SUBGRAPH_KEY`]
        : [];
      expect(keysOf(service), name).toEqual(name === 'gateway' ? ['HUB_SERVICE_KEY ${HUB_SERVICE_KEY'] : own);
    }
  });

  it('gives each service a role, a password and a database of its own', () => {
    expect(withDatabase.map(([name]) => name)).toEqual([...[...hubSubgraphNames, 'registry']]);
    const needed = Object.keys(services['gateway']?.depends_on ?? {});
    expect(needed).toEqual([...hubSubgraphNames, 'registry']);
    for (const [name, { environment, command }] of withDatabase) {
      expect(command).toEqual(['start', name]);
      const password = `\${${name.toUpperCase()}_DATABASE_PASSWORD:?}`;
      expect(environment?.['DATABASE_URL']).toBe(`postgresql://${name}:${password}@postgres/${name}`);
    }
  });
});

describe('docker/create-env.sh', () => {
  it('writes all that is asked for, each different and hard to guess, for its owner only, and once', () => {
    using directory = temporaryDirectory();
    const file = join(directory.path, '.env');
    const run = () => execFileSync('sh', [join(root, 'docker/create-env.sh'), file], { stdio: 'pipe' });
    run();
    const written = readFileSync(file, 'utf8');
    const values = new Map(
      written
        .trim()
        .split('\n')
        .map((line) => line.split('=') as [string, string]),
    );
    expect(new Set(values.keys())).toEqual(required);
    const serviceKey = values.get('HUB_SERVICE_KEY') ?? '';
    for (const [name, value] of values) {
      const [, subgraph] = /^(\w+)_SUBGRAPH_KEY$/.exec(name) ?? [];
      if (subgraph === undefined) expect(value).toMatch(/^[0-9a-f]{64}$/);
      else expect(value).toBe(subgraphKey(serviceKey, subgraph.toLowerCase()));
    }
    expect(new Set(values.values()).size).toBe(required.size);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    run();
    expect(readFileSync(file, 'utf8')).toBe(written);
    // What an earlier version wrote gets what is new, and keeps the rest.
    const earlier = written.replace(/^\w+_SUBGRAPH_KEY=.*\n/gm, '');
    writeFileSync(file, earlier);
    run();
    const completed = readFileSync(file, 'utf8');
    expect(completed.startsWith(earlier)).toBe(true);
    expect(completed.split('\n').sort()).toEqual(written.split('\n').sort());
  });

  it('is what docker/create-databases.sh makes the roles with', () => {
    using directory = temporaryDirectory();
    const calls = join(directory.path, 'calls');
    const psql = join(directory.path, 'psql');
    writeFileSync(psql, `#!/bin/sh\necho "$@" >> '${calls}'\n`);
    chmodSync(psql, 0o755);
    const secrets = [...required].map((name) => [name, `secret of ${name}`]);
    execFileSync('sh', [join(root, 'docker/create-databases.sh')], {
      env: {
        ...Object.fromEntries(secrets),
        POSTGRES_USER: 'postgres',
        PATH: `${directory.path}${delimiter}${process.env['PATH']}`,
      },
    });
    const made = [...readFileSync(calls, 'utf8').matchAll(/role=(\w+) --set password=(.*)$/gm)];
    expect(made.map(([, role, password]) => [role, password])).toEqual(
      withDatabase.map(([name]) => [name, `secret of ${name.toUpperCase()}_DATABASE_PASSWORD`]).sort(),
    );
  });

  it('makes no database without being told of any', () => {
    const { status, stderr } = spawnSync('sh', [join(root, 'docker/create-databases.sh')], {
      env: { POSTGRES_USER: 'postgres', PATH: process.env['PATH'] },
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([
      expect.not.stringMatching(/^0$/),
      expect.stringContaining('no <NAME>_DATABASE_PASSWORD'),
    ]);
  });
});

const compose = [['docker', 'compose'], ['docker-compose']].find(
  ([command = '', ...first]) => spawnSync(command, [...first, 'version']).status === 0,
);

// CI has compose: .ci/run installs it.
describe.skipIf(compose === undefined && process.env['CI'] === undefined)('compose itself', () => {
  const config = (...flags: string[]) => {
    const [command = '', ...first] = compose ?? expect.fail('docker compose is missing');
    const environment = Object.entries(process.env).filter(([name]) => !required.has(name));
    return spawnSync(command, [...first, ...flags, 'config', '--quiet'], {
      cwd: root,
      env: Object.fromEntries(environment),
      encoding: 'utf8',
    });
  };

  it('reads the file with what create-env.sh writes, and refuses to do without', () => {
    using directory = temporaryDirectory();
    const file = join(directory.path, 'secrets');
    execFileSync('sh', [join(root, 'docker/create-env.sh'), file], { stdio: 'pipe' });
    expect(config('--env-file', file)).toMatchObject({ status: 0 });
    const nothing = join(directory.path, 'nothing');
    writeFileSync(nothing, '');
    const { status, stderr } = config('--env-file', nothing);
    expect(status).not.toBe(0);
    expect(stderr).toContain('create-env.sh');
  });
});
