import { basename } from 'node:path';
import { parse, print, separateOperations } from 'graphql';
import { CommandError } from '../../command-error.ts';
import { readText } from '../../input/read-text.ts';

/**
 * Reads the operations of a file, each with the fragments that it uses. One without a name has that of its file.
 * Raises a {@link CommandError} HUB-C054 for a file that cannot be read or holds no operations.
 */
export async function readOperations(file: string): Promise<{ name: string; document: string }[]> {
  const text = await readText(file);
  try {
    const operations = Object.entries(separateOperations(parse(text)));
    if (operations.length === 0) throw new Error('it holds no operation');
    return operations.map(([name, document]) => ({
      name: name || basename(file, '.graphql'),
      document: print(document),
    }));
  } catch (error) {
    throw new CommandError('HUB-C054', `${file} cannot be used: ${(error as Error).message}.`);
  }
}
