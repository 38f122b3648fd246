import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compile } from './compile.ts';
import type { Product } from './product.ts';
import { closure, installedVersion, outsideDependencies } from './workspace.ts';

/** Folders of a package that its code reads at run time. */
const assets = ['assets', 'prisma/migrations', 'reference', 'templates'];

/**
 * Lays out a product's tarball in an empty folder: JavaScript, what it reads, and a package.json that asks for the npm
 * packages that all of its packages need. Raises an error when something does not compile.
 */
export function stage({ folder, description, types, bin = {}, tools = [] }: Product, target: string): void {
  const packages = closure(folder);
  const [main] = packages;
  if (main === undefined) throw new Error(`${folder} is no package of the workspace`);
  compile(packages, target, types);
  for (const { folder: from } of packages) {
    for (const asset of assets.map((name) => join(from, name)).filter(existsSync)) {
      cpSync(asset, join(target, asset), { recursive: true });
    }
    cpSync(join(from, 'package.json'), join(target, from, 'package.json'));
  }
  cpSync('schemas', join(target, 'schemas'), { recursive: true });
  cpSync('LICENSE', join(target, 'LICENSE'));
  const { name, version } = main.manifest;
  const entry = `./${folder}/src/index`;
  writeFileSync(
    join(target, 'package.json'),
    `${JSON.stringify(
      {
        name,
        version,
        description,
        license: rootLicense(),
        type: 'module',
        engines: { node: '>=24' },
        ...(types ? { exports: { types: `${entry}.d.ts`, default: `${entry}.js` } } : {}),
        bin: Object.fromEntries(
          Object.entries(bin).map(([command, file]) => [command, `${folder}/src/${file}.js`]),
        ),
        dependencies: {
          ...outsideDependencies(packages),
          ...Object.fromEntries(tools.map((tool) => [tool, installedVersion(tool)])),
        },
      },
      undefined,
      2,
    )}\n`,
  );
}

function rootLicense(): string {
  return (JSON.parse(readFileSync('package.json', 'utf8')) as { license: string }).license;
}
