import { writeFileSync } from 'node:fs';
import { CommandError } from '../../command-error.ts';

/**
 * Text that a command makes, as what a person sees: the text itself, or, when a file is named, a word on where it was
 * written. Raises a {@link CommandError} HUB-C054 when the file cannot be written.
 */
export function writeOutput(text: string, file: string | undefined): { text: string } {
  if (file === undefined) return { text };
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new CommandError('HUB-C054', `${file} cannot be written: ${(error as Error).message}.`);
  }
  return { text: `Written to ${file}.\n` };
}
