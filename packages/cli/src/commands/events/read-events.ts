import { CommandError } from '../../command-error.ts';
import { readText } from '../../input/read-text.ts';

/**
 * Reads CloudEvents in JSON format from a file, or from standard input for `-`: one event, a list of them, or one on each
 * line. Raises a {@link CommandError} HUB-C054 for a file that cannot be read or holds neither.
 */
export async function readEvents(file: string): Promise<readonly unknown[]> {
  const text = await readText(file);
  const whole = parse(text);
  if (Array.isArray(whole)) return whole;
  if (whole !== undefined) return [whole];
  const lines = text.split('\n').map((line, index) => ({ line, number: index + 1 }));
  const written = lines.filter(({ line }) => line.trim() !== '');
  if (written.length === 0) throw new CommandError('HUB-C054', `${file} holds no event.`);
  return written.map(({ line, number }) => {
    const event = parse(line);
    if (event !== undefined) return event;
    const expected = 'one event as a JSON object, a JSON array of them, or one on each line';
    throw new CommandError('HUB-C054', `${file}:${number} is not JSON; expected ${expected}.`);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
