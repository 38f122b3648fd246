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

// Half the time of a short command goes into reading TypeScript: what Node made of it is kept for the next one. Only what
// is loaded afterwards is, hence the two files. By the environment it also holds for threads, and for processes started from here.
const { argv, env } = process;
const cache = 'NODE_COMPILE_CACHE';
env[cache] ??= join(import.meta.dirname, '../../../node_modules/.cache/node');

const [command, ...given] = argv.slice(2);
if (command === 'gateway' || (command === 'start' && given.includes('gateway'))) {
  (await import('./small-young-generation.ts')).smallYoungGeneration();
}

module.enableCompileCache(env[cache]);
await import('./run.ts');
