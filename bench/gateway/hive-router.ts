import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { BenchmarkPlace } from '../harness/benchmark.ts';
import type { Child } from '../harness/child.ts';
import { stopNode } from '../harness/node-process.ts';
import { cpuSeconds, peakMemory } from '../harness/process-usage.ts';

/** Environment variable that names the program; it is not on npm. */
const variable = 'HIVE_ROUTER';
/** Milliseconds until it must answer. */
const startTime = 20_000;

/**
 * Starts Hive Router over a supergraph, where HIVE_ROUTER says where the program is; `undefined`, and a word why, where not.
 * Its settings are those of its documentation (router.config.yaml, ROUTER_CONFIG_FILE_PATH). Not verified with the program
 * itself. Rejects when it does not answer.
 */
export async function startHiveRouter(
  supergraph: string,
  core: number,
  { directory, cleanup, tell }: BenchmarkPlace,
): Promise<Child | undefined> {
  const program = process.env[variable];
  if (program === undefined) {
    tell(`without Hive Router: ${variable} does not say where its program is`);
    return undefined;
  }
  if (!existsSync(program)) throw new Error(`${variable} names ${program}, which is not there`);
  const port = await freePort();
  const configuration = join(directory, 'router.config.yaml');
  writeFileSync(
    configuration,
    `supergraph:\n  source: file\n  path: ${supergraph}\nhttp:\n  host: 127.0.0.1\n  port: ${port}\n`,
  );
  const pinned = existsSync('/usr/bin/taskset') && core < availableParallelism();
  const [command = '', ...rest] = pinned ? ['taskset', '-c', String(core), program] : [program];
  const child = spawn(command, rest, {
    env: { ...process.env, ROUTER_CONFIG_FILE_PATH: configuration },
    stdio: 'ignore',
  });
  cleanup.defer(() => stopNode(child));
  const pid = child.pid ?? 0;
  const url = `http://127.0.0.1:${port}/graphql`;
  for (const until = performance.now() + startTime; !(await answers(url)); await delay(100)) {
    if (child.exitCode !== null || performance.now() > until) throw new Error('Hive Router does not answer');
  }
  return {
    pid,
    ready: url,
    cpuSeconds: () => cpuSeconds(pid),
    peakMemory: () => peakMemory(pid),
    stop: () => stopNode(child),
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    const headers = { 'content-type': 'application/json' };
    const { ok } = await fetch(url, { method: 'POST', headers, body: '{"query":"{ __typename }"}' });
    return ok;
  } catch {
    return false;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || !address) throw new Error('no port is free');
  return address.port;
}
