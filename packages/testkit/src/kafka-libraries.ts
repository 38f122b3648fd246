import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const pom = join(root, 'scripts/kafka/pom.xml');
const cache = join(root, 'node_modules/.cache/kafka');
const libraries = join(cache, 'libs-4.3.1');

/** Says why no Kafka can be run on this machine; `undefined` when one can. */
export function whyNoKafka(): string | undefined {
  const missing = ['java', 'mvn'].filter((command) => !onPath(command));
  if (missing.length === 0) return undefined;
  return `${missing.join(' and ')} not on the PATH (Debian: openjdk-17-jre-headless maven) and KAFKA_BROKERS not set`;
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
