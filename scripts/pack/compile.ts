import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import type { WorkspacePackage } from './workspace.ts';

/**
 * Compiles packages to JavaScript below `target`, each in a folder as in the checkout, so that whatever a file finds by its
 * own place it finds there too. Node takes no TypeScript from `node_modules`. Raises an error when they do not compile.
 */
export function compile(packages: readonly WorkspacePackage[], target: string, types: boolean): void {
  // Beside the others, from where the compiler finds the types of packages; one for each run.
  const config = resolve(`tsconfig.pack-${process.pid}.json`);
  writeFileSync(
    config,
    JSON.stringify({
      extends: './tsconfig.base.json',
      compilerOptions: { noEmit: false, outDir: target, rootDir: '.', declaration: types },
      include: packages.map(({ folder }) => `${folder}/src`),
      exclude: ['**/node_modules'],
    }),
  );
  try {
    const compiler = join('node_modules', 'typescript', 'bin', 'tsc');
    execFileSync(process.execPath, [compiler, '--project', config], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  } finally {
    rmSync(config, { force: true });
  }
  for (const { folder } of packages) linkByPath(packages, target, folder);
}

/** A package's name in an import, as the compiler leaves it: `from "@throughgate/x/y"`, `import("@throughgate/x")`. */
const imported = /(?<=(?:\bfrom|\bimport)\s*\(?\s*)(['"])(@throughgate\/[\w-]+)(\/[\w/-]+)?\1/g;

/** Within one tarball packages find each other by path, since none of them is installed apart. */
function linkByPath(packages: readonly WorkspacePackage[], target: string, folder: string): void {
  const byName = new Map(packages.map((one) => [one.manifest.name, one]));
  for (const file of filesBelow(join(target, folder)).filter((path) => /\.(js|d\.ts)$/.test(path))) {
    const text = readFileSync(file, 'utf8');
    const linked = text.replace(imported, (_found, quote: string, name: string, part = '') => {
      const wanted = byName.get(name);
      const entry = wanted && entryOf(wanted, part);
      if (wanted === undefined || entry === undefined) throw new Error(`${file} imports ${name}${part}`);
      const path = relative(dirname(file), join(target, wanted.folder, entry.replace(/\.ts$/, '.js')));
      return `${quote}${path.startsWith('.') ? path : `./${path}`}${quote}`;
    });
    if (linked !== text) writeFileSync(file, linked);
  }
}

function entryOf({ manifest: { exports = {} } }: WorkspacePackage, part: string): string | undefined {
  if (typeof exports === 'string') return part === '' ? exports : undefined;
  return exports[`.${part}`];
}

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
