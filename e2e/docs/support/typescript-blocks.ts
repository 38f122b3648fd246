import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '../../..');

/** Programs made of code blocks, in files beside each other. */
export interface BlockPrograms extends Disposable {
  /** Writes a program; returns its path. */
  write(name: string, text: string): string;
  /** What the compiler says of the types of programs, one line for each error. */
  typeErrors(paths: readonly string[]): string[];
}

/** Makes a directory for programs, within the repository, so that they import what its tests can. */
export function blockPrograms(): BlockPrograms {
  const directory = join(import.meta.dirname, '../.programs');
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory);
  return {
    write(name, text) {
      const path = join(directory, name);
      writeFileSync(path, text);
      return path;
    },
    typeErrors(paths) {
      const { config } = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile);
      // A reader's program uses what the example makes, and runs in browsers, too.
      const own = {
        noUnusedLocals: false,
        exactOptionalPropertyTypes: false,
        lib: ['es2024', 'dom', 'dom.iterable'],
      };
      const options = { ...config.compilerOptions, ...own };
      const { options: parsed } = ts.convertCompilerOptionsFromJson(options, root);
      return ts
        .getPreEmitDiagnostics(ts.createProgram(paths, parsed))
        .map(({ file, start = 0, messageText }) => {
          const line = file ? file.getLineAndCharacterOfPosition(start).line + 1 : 0;
          return `${file?.fileName.replace(`${directory}/`, '')}:${line}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
        });
    },
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }),
  };
}
