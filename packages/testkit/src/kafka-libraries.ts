import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const pom = join(root, 'scripts/kafka/pom.xml');
const cache = join(root, 'node_modules/.cache/kafka');
const libraries = join(cache, 'libs-4.3.1');

/**
 * Says what is missing on this machine for a Kafka to run; `undefined` when nothing is. Maven is not needed once it has
 * fetched Kafka.
 */
export function whatKafkaLacks(): string | undefined {
  const needed = existsSync(libraries) ? ['java'] : ['java', 'mvn'];
  const missing = needed.filter((command) => !onPath(command));
  if (missing.length > 0) {
    return `${missing.join(' and ')} not on the PATH (Debian: openjdk-17-jre-headless maven)`;
  }
  const { stderr } = spawnSync('java', ['-version'], { encoding: 'utf8' });
  const version = /version "(\d+)/.exec(stderr)?.[1];
  return version !== undefined && Number(version) < 17 ? `Java 17 or later: java is ${version}` : undefined;
}

/** Says why no Kafka can be run for tests; `undefined` when one can. */
export function whyNoKafka(): string | undefined {
  const lack = whatKafkaLacks();
  return lack === undefined ? undefined : `${lack} and KAFKA_BROKERS not set`;
}

/** Whether Kafka is still to be fetched, which takes a minute. */
export function mustFetchKafka(): boolean {
  return !existsSync(libraries);
}

/** Directory with Kafka's jars, fetched by Maven the first time (45 s; later runs need nothing). */
export async function kafkaLibraries(): Promise<string> {
  if (existsSync(libraries)) return libraries;
  mkdirSync(cache, { recursive: true });
  const directory = mkdtempSync(join(cache, 'fetch-'));
  try {
    await promisify(execFile)('mvn', [
      ...['-q', '-B', '-f', pom, 'dependency:copy-dependencies'],
      ...['-DincludeScope=runtime', `-DoutputDirectory=${directory}`],
    ]);
    // Whole or not at all; when another process was faster, its copy is as good.
    if (!existsSync(libraries)) renameSync(directory, libraries);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
  return libraries;
}

function onPath(command: string): boolean {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .some((directory) => existsSync(join(directory, command)));
}
