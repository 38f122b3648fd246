import { relative, sep } from 'node:path';

/** Path by which a file is named to the registry: from the working directory, with `/` between folders. */
export function sourcePath(file: string): string {
  return file === '-' ? '<stdin>' : relative(process.cwd(), file).split(sep).join('/');
}
