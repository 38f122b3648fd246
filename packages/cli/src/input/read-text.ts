import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { CommandError } from '../command-error.ts';

/** Text of a file, or of standard input for `-`. Raises a {@link CommandError} HUB-C054 naming the file. */
export async function readText(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CommandError('HUB-C054', `${file} cannot be read: ${(error as Error).message}.`);
  }
}
