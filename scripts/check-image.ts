import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ignore from '@balena/dockerignore';
import { openPostgres, provision } from '@throughgate/database';
import { createLogger } from '@throughgate/service';
import { type Copy, DockerfileParser, type Instruction } from 'dockerfile-ast';

/**
 * Follows the Dockerfile without Docker: each stage in a folder of its own, from the files of this checkout that
 * .dockerignore lets through. Then looks at what the image would hold, and starts a service of it as an ordinary user.
 * Needs pnpm's packages, from its store or the registry. Ends with 1 and a sentence when something is wrong.
 */
const root = join(import.meta.dirname, '..');
const place = mkdtempSync(join(tmpdir(), 'throughgate-image-'));
chmodSync(place, 0o755);
await using cleanup = new AsyncDisposableStack();
cleanup.defer(() => rmSync(place, { recursive: true, force: true }));

/** Folder of a stage, in place of its root. */
interface Stage {
  readonly root: string;
  workdir: string;
  readonly environment: Record<string, string>;
  entrypoint: string[];
}

const stages = new Map<string, Stage>();
let stage = newStage('none');
for (const instruction of DockerfileParser.parse(
  readFileSync(join(root, 'Dockerfile'), 'utf8'),
).getInstructions()) {
  follow(instruction);
}
say('built');
inspect(stage);
await startService(stage);
say('a service starts, is ready and stops');

function newStage(name: string): Stage {
  const created: Stage = {
    root: join(place, `stage-${name}`),
    workdir: '/',
    environment: {},
    entrypoint: [],
  };
  mkdirSync(created.root, { recursive: true });
  return created;
}

function follow(instruction: Instruction): void {
  const words = instruction.getArguments().map((argument) => argument.getValue());
  switch (instruction.getKeyword()) {
    case 'FROM':
      stage = newStage(words[2] ?? 'last');
      stages.set(words[2] ?? 'last', stage);
      return;
    case 'WORKDIR':
      stage.workdir = words[0] ?? '/';
      mkdirSync(inside(stage, stage.workdir), { recursive: true });
      return;
    case 'ENV':
      for (const word of words) {
        const at = word.indexOf('=');
        stage.environment[word.slice(0, at)] = word.slice(at + 1);
      }
      return;
    case 'COPY':
      copy(instruction as Copy);
      return;
    case 'RUN':
      run(instruction.getArgumentsContent() ?? '');
      return;
    case 'ENTRYPOINT':
      stage.entrypoint = JSON.parse(instruction.getArgumentsContent() ?? '[]') as string[];
      return;
    case 'USER':
    case 'EXPOSE':
    case 'CMD':
      return;
    default:
      throw new Error(`This script cannot follow ${instruction.getKeyword()}.`);
  }
}

function copy(instruction: Copy): void {
  const [from = '', to = ''] = instruction.getArguments().map((argument) => argument.getValue());
  const target = join(inside(stage, stage.workdir), to);
  const source = stages.get(instruction.getFromFlag()?.getValue() ?? '');
  if (source) cpSync(inside(source, from), target, { recursive: true, verbatimSymlinks: true });
  else for (const file of context()) cpSync(join(root, file), join(target, file));
}

/** What the builder would be sent: files that git has or would add, and .dockerignore lets through. */
function context(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  const rules = ignore.default().add(readFileSync(join(root, '.dockerignore'), 'utf8'));
  return rules.filter(listed.trim().split('\n')).filter((file) => existsSync(join(root, file)));
}

function run(command: string): void {
  // The image's own pnpm: here it comes as everybody gets it.
  if (command.startsWith('npm install --global pnpm')) return;
  const bin = join(place, 'bin');
  mkdirSync(bin, { recursive: true });
  for (const [name, script] of [
    ['pnpm', 'exec npx --yes pnpm@12 "$@"'],
    // The user of the image is not one of this machine.
    ['chown', 'exit 0'],
  ] as const) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  }
  const here = command.replace(/(?<=^|\s)\/(?=data|throughgate)/g, `${stage.root}/`);
  say(command);
  const { status } = spawnSync('sh', ['-c', here], {
    cwd: inside(stage, stage.workdir),
    env: { ...process.env, ...stage.environment, PATH: `${bin}:${process.env['PATH']}` },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error(`"${command}" ended with ${status}.`);
}

/** Raises an error when the image would hold what it should not, or lack what it needs. */
function inspect(image: Stage): void {
  const files = globSync('**/*', {
    cwd: inside(image, '/throughgate'),
    exclude: (name) => name === 'node_modules',
  });
  const unwanted = files.filter((file) =>
    /(^|\/)(test|\.git|docs|e2e|bench)(\/|$)|\.test\.ts$|(^|\/)\.env/.test(file),
  );
  if (unwanted.length > 0) throw new Error(`The image would hold ${unwanted.slice(0, 5).join(', ')}.`);
  const installed = globSync('*', { cwd: inside(image, '/throughgate/node_modules/.pnpm') });
  for (const tool of [
    'vitest',
    'typescript',
    '@biomejs+biome',
    'knip',
    'dependency-cruiser',
    'prisma',
    'node',
  ]) {
    if (installed.some((name) => name.startsWith(`${tool}@`)))
      throw new Error(`The image would hold ${tool}.`);
  }
  const size = execFileSync('du', ['-sm', inside(image, '/throughgate')], { encoding: 'utf8' });
  say(`${files.length} files of ours and ${installed.length} packages, ${size.split('\t')[0]} MiB`);
}

async function startService(image: Stage): Promise<void> {
  const logger = createLogger('warn');
  const data = join(place, 'database');
  mkdirSync(data);
  const postgres = await openPostgres({ dataDirectory: data, logger, durable: false });
  cleanup.defer(() => postgres.stop());
  const urls = await provision(postgres.adminUrl, ['prisons', 'events'], randomBytes(32).toString('hex'));
  const [program = 'node', ...rest] = image.entrypoint;
  const child = spawn(program === 'node' ? process.execPath : program, [...rest, 'start', 'prisons'], {
    cwd: inside(image, '/throughgate'),
    env: {
      PATH: process.env['PATH'],
      ...image.environment,
      HUB_HOST: '127.0.0.1',
      HUB_PORT: '0',
      DATABASE_URL: urls['prisons'],
      HUB_EVENTS_DATABASE_URL: urls['events'],
      HUB_SUBGRAPH_KEY: randomBytes(32).toString('hex'),
    },
    // An ordinary user, to whom no file of the image belongs.
    ...(process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanup.defer(() => void child.kill('SIGKILL'));
  const url = await readyLine(child);
  const health = await fetch(new URL('/health/ready', url));
  if (health.status !== 200) throw new Error(`Not ready: ${await health.text()}`);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const code = await ended;
  if (code !== 0) throw new Error(`The service ended with ${code}.`);
}

function readyLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk) => {
      text += chunk;
      const [, url] = /^ready (\S+)$/m.exec(text) ?? [];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`The service ended with ${code} before it was ready.`)));
  });
}

function inside({ root: folder }: Stage, path: string): string {
  return join(folder, path);
}

function say(what: string): void {
  process.stdout.write(`${what}\n`);
}
