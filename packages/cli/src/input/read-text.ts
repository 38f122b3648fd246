import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { decodeText, UnreadableTextError } from '@throughgate/service/decode-text';
import { CommandError } from '../command-error.ts';

/**
 * Text of a file, or of standard input for `-`. Raises a {@link CommandError} HUB-C054 naming the file when it is not there
 * or no text.
 */
export async function readText(file: string): Promise<string> {
  try {
    return decodeText(file === '-' ? await buffer(process.stdin) : readFileSync(file));
  } catch (error) {
    const name = file === '-' ? 'Standard input' : file;
    const { message } = error as Error;
    const what = error instanceof UnreadableTextError ? message : `cannot be read: ${message}`;
    throw new CommandError('HUB-C054', `${name} ${what}.`);
  }
}

/** Path by which a file is named to the registry: from the working directory, with `/` between folders. */
export function sourcePath(file: string): string {
  return file === '-' ? '<stdin>' : relative(process.cwd(), file).split(sep).join('/');
}
