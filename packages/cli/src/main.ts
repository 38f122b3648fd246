#!/usr/bin/env node
// By its name: a Node that is too old has no such export, and would say so instead of what follows.
import module from 'node:module';
import { join } from 'node:path';

const oldest = 24;
if (Number(process.versions.node.split('.')[0]) < oldest) {
  process.stderr.write(
    `hub: needs Node ${oldest} or newer, and this is ${process.versions.node}. Installed as a package it brings its own: npx hub\n`,
  );
  process.exit(1);
}

const [command, ...given] = process.argv.slice(2);
if (command === 'gateway' || (command === 'start' && given.includes('gateway'))) {
  (await import('./small-young-generation.ts')).smallYoungGeneration();
}

// Half the time of a short command goes into reading TypeScript: what Node made of it is kept for the next one. Only what
// is loaded afterwards is, hence the two files.
const compiled = join(import.meta.dirname, '../../../node_modules/.cache/node');
module.enableCompileCache(compiled);
// biome-ignore lint/style/noProcessEnv: by the environment the threads and processes that it starts keep theirs too
process.env['NODE_COMPILE_CACHE'] ??= compiled;
await import('./run.ts');
