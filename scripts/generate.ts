import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { hubAgencyNames, hubSubgraphNames } from '@throughgate/contracts';
import type { Artifact } from './generate/artifact.ts';
import { asyncApi } from './generate/asyncapi.ts';
import { errorPage } from './generate/errors.ts';
import { lintPage } from './generate/lint.ts';
import { measuresPage } from './generate/measures.ts';
import { supergraph } from './generate/supergraph.ts';
import { clientTypes, resolverTypes } from './generate/types.ts';

// `node scripts/generate.ts` writes every file that is made from schemas/ and code, and the Prisma clients, which are not
// checked in; with --check it writes nothing and exits 1 when one of them is stale.
process.chdir(new URL('..', import.meta.url).pathname);
const check = process.argv.includes('--check');

if (!check) await import('./generate-prisma.ts');

const composed = supergraph();
const artifacts: Artifact[] = [
  composed,
  await clientTypes(composed.content),
  ...(await Promise.all(hubSubgraphNames.map(resolverTypes))),
  ...hubAgencyNames.map(asyncApi),
  errorPage(),
  lintPage(),
  measuresPage(),
];

const stale = artifacts.filter(
  ({ path, content }) => !existsSync(path) || readFileSync(path, 'utf8') !== content,
);
if (check) {
  for (const { path } of stale) process.stderr.write(`stale: ${path} (run \`pnpm generate\`)\n`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  for (const { path, content } of stale) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    process.stdout.write(`wrote ${path}\n`);
  }
}
