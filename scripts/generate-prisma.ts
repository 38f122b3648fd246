import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Generates the Prisma client of every subgraph and package that has a schema, side by side, from files alone: no network.
 * A client generated from the same schema by the same Prisma is kept. Silent unless something is wrong.
 */
const root = join(import.meta.dirname, '..');

const results = await Promise.allSettled(
  ['subgraphs', 'packages']
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name)))
    .filter((directory) => existsSync(join(directory, 'prisma', 'schema.prisma')))
    .map(generate),
);
for (const result of results) {
  if (result.status === 'rejected') {
    process.stderr.write(`${result.reason instanceof Error ? result.reason.message : result.reason}\n`);
    process.exitCode = 1;
  }
}

async function generate(directory: string): Promise<void> {
  const schema = join(directory, 'prisma', 'schema.prisma');
  const output = join(directory, 'src', 'generated', 'prisma');
  const stampFile = join(output, '.generated-from');
  const prismaPackage = createRequire(schema).resolve('prisma/package.json');
  const stamp = createHash('sha256')
    .update(readFileSync(prismaPackage))
    .update(readFileSync(schema))
    .digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  rmSync(output, { recursive: true, force: true });
  await promisify(execFile)(
    process.execPath,
    [join(dirname(prismaPackage), 'build', 'index.js'), 'generate', '--schema', schema],
    {
      cwd: directory,
      env: {
        ...process.env,
        // The command wants its schema engine, which it would download, only to be there: generating does not run
        // it. Any file that exists does.
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        CHECKPOINT_DISABLE: '1',
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
      },
    },
  ).catch((error: Error & { stderr?: string }) => {
    throw new Error(`${schema}: ${error.stderr || error.message}`);
  });
  writeFileSync(stampFile, stamp);
}
