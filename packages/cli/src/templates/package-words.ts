import { readFileSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import type { TemplateWords } from './template-words.ts';

/** The checkout that this command runs from. */
const repository = resolve(import.meta.dirname, '../../../..');

/** Whether a folder is one of the hub's own subgraphs, and so a part of its workspace. */
export function isInWorkspace(folder: string): boolean {
  return /^subgraphs[\\/][^\\/]+$/.test(relative(repository, folder));
}

/**
 * What package.json and the instructions of a new subgraph say of this checkout. The hub's packages are on no registry
 * of packages: outside the workspace they are linked by their path.
 */
export function packageWords(name: string, folder: string): TemplateWords {
  const inside = isInWorkspace(folder);
  const root = relative(folder, repository).split(sep).join('/');
  return {
    checkout: repository,
    package: inside ? `@throughgate/${name}` : name,
    contracts: inside ? 'workspace:*' : `link:${root}/packages/contracts`,
    kit: inside ? 'workspace:*' : `link:${root}/packages/subgraph-kit`,
    types_node: `^${installed('@types/node')}`,
    node: installed('node'),
    typescript: installed('typescript'),
  };
}

function installed(module: string): string {
  const file = join(repository, 'node_modules', module, 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
