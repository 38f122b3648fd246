import { stripVTControlCharacters } from 'node:util';

/** Matches control characters other than the line break. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;

/** Text that others wrote, made safe for a terminal: no escape sequence can move the cursor or forge a line. */
export function plain(text: string): string {
  return stripVTControlCharacters(text).replace(controls, ' ');
}

/** As {@link plain}, on one line. */
export function onOneLine(text: string): string {
  return plain(text).replace(/\s*\n\s*/g, ' ');
}

/** A number with its noun: `1 error`, `2 errors`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
