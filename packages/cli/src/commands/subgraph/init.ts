import { constants, copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { settingText } from '@throughgate/runtime/settings';
import { CommandError } from '../../command-error.ts';
import type { Outcome } from '../../output/outcome.ts';
import { isInWorkspace, kitTarball, packageWords } from '../../templates/package-words.ts';
import { renderTemplate } from '../../templates/render-template.ts';
import { templateWords } from '../../templates/template-words.ts';

/** What `hub subgraph init` is given. */
export interface InitOptions {
  /** Folder that is filled. @default the subgraph's name, in the working directory */
  readonly directory?: string;
  /** Only contracts and fixtures, for a subgraph in another language. */
  readonly schemaOnly: boolean;
}

/**
 * `hub subgraph init`: a working subgraph that joins the others through the CRN, to begin with. Overwrites nothing.
 * Raises a {@link CommandError} HUB-C054 naming the files that are in the way.
 */
export function initSubgraph(name: string, { directory = name, schemaOnly }: InitOptions): Outcome {
  const target = resolve(directory);
  const inside = isInWorkspace(target);
  const tarball = schemaOnly ? undefined : kitTarball();
  const vendored = tarball === undefined ? undefined : `vendor/${basename(tarball)}`;
  const words = { ...templateWords(name), ...packageWords(name, target, vendored), ...dataWords() };
  const outside = inside ? [] : ['subgraph-outside'];
  const templates = [
    'subgraph',
    ...(schemaOnly ? ['subgraph-schema-only'] : ['subgraph-typescript', ...outside]),
  ];
  const files = templates.flatMap((template) => renderTemplate(template, words));
  const paths = [...files.map(({ path }) => path), ...(vendored === undefined ? [] : [vendored])];
  const existing = paths.filter((path) => existsSync(join(target, path)));
  if (existing.length > 0) {
    const list = existing.join(', ');
    throw new CommandError('HUB-C054', `Nothing was written: in ${target} there are already ${list}.`);
  }
  try {
    for (const { path, text } of files) {
      mkdirSync(dirname(join(target, path)), { recursive: true });
      // `wx`: whatever came there in the meantime is not overwritten either.
      writeFileSync(join(target, path), text, { flag: 'wx' });
    }
    if (tarball !== undefined && vendored !== undefined) {
      mkdirSync(dirname(join(target, vendored)), { recursive: true });
      copyFileSync(tarball, join(target, vendored), constants.COPYFILE_EXCL);
    }
  } catch (error) {
    throw new CommandError('HUB-C054', `${target} cannot be filled: ${(error as Error).message}.`);
  }
  const shown = posix(relative(process.cwd(), target)) || '.';
  const next = schemaOnly ? '' : '  npx --yes pnpm@12 install\n  npm start\n';
  return {
    text: `${paths.map((path) => `  ${shown}/${path}\n`).join('')}\nNext (${shown}/README.md says more):\n  cd ${shown}\n${next}`,
    data: { directory: target, files: paths },
  };
}

/** The data directory that its instructions name: the one that is used here, where one is said. */
function dataWords(): { readonly data?: string } {
  const { text } = settingText('data', {});
  return text === undefined ? {} : { data: resolve(text) };
}

function posix(path: string): string {
  return path.split(sep).join('/');
}
