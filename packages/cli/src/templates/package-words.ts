import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { TemplateWords } from './template-words.ts';

/** The checkout or the installed package that this command runs from. */
const root = resolve(import.meta.dirname, '../../../..');
/** Where the installed command has the kit's tarball; a checkout has none, but the kit itself. */
const packed = join(root, 'kit');

/** Whether a folder is one of the hub's own subgraphs, and so a part of its workspace. */
export function isInWorkspace(folder: string): boolean {
  return !existsSync(packed) && /^subgraphs[\\/][^\\/]+$/.test(relative(root, folder));
}

/** The kit's tarball that comes with an installed command; `undefined` in a checkout. */
export function kitTarball(): string | undefined {
  if (!existsSync(packed)) return undefined;
  const file = readdirSync(packed).find((name) => name.endsWith('.tgz'));
  if (file === undefined) throw new Error(`there is no tarball in ${packed}`);
  return join(packed, file);
}

/**
 * What package.json and the instructions of a new subgraph say of the hub's packages, which are on no registry of
 * packages: within the workspace they are part of it, beside a checkout they are linked by their path, and from an
 * installed command comes a tarball that lies in the new folder.
 *
 * @param tarball path of the kit's tarball from the new folder, where it comes as one
 */
export function packageWords(name: string, folder: string, tarball?: string): TemplateWords {
  const inside = isInWorkspace(folder);
  const path = relative(folder, root).split(sep).join('/');
  const linked = inside ? 'workspace:*' : `link:${path}/packages/subgraph-kit`;
  return {
    package: inside ? `@throughgate/${name}` : name,
    kit: tarball === undefined ? linked : `file:${tarball}`,
    hub:
      tarball === undefined ? `${root}/node_modules/.bin/node ${root}/packages/cli/src/main.ts` : 'npx hub',
    data: tarball === undefined ? `${root}/.hub` : '.hub',
    ...versions(tarball !== undefined),
  };
}

function versions(installed: boolean): TemplateWords {
  const modules = ['@types/node', 'node', 'typescript'] as const;
  const known: Record<string, string> = installed
    ? JSON.parse(readFileSync(join(packed, 'versions.json'), 'utf8'))
    : Object.fromEntries(modules.map((module) => [module, versionOf(module)]));
  return {
    types_node: `^${known['@types/node']}`,
    node: String(known['node']),
    typescript: String(known['typescript']),
  };
}

function versionOf(module: string): string {
  const file = join(root, 'node_modules', module, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
