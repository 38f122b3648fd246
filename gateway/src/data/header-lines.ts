/** What no header may hold: it would begin another one, or be written in more bytes than it has characters. */
const unfitting = /[^\t\x20-\x7e]/;

/** From how many characters on a value is remembered that was looked through: tokens and callers come again with every request. */
const long = 100;
/** Values that are remembered at most. */
const mostKnown = 2_000;
const known = new Set<string>();

/**
 * Headers as HTTP/1.1 has them, a line for each. Raises a `TypeError` when one holds a line break or anything else that is not
 * printable.
 */
export function headerLines(headers: Readonly<Record<string, string>>): string {
  let text = '';
  for (const name in headers) {
    const value = headers[name] as string;
    if (!isFitting(value)) throw new TypeError(`header ${name} holds what no header may`);
    text += `${name}: ${value}\r\n`;
  }
  return text;
}

function isFitting(value: string): boolean {
  if (value.length < long) return !unfitting.test(value);
  if (known.has(value)) return true;
  if (unfitting.test(value)) return false;
  if (known.size >= mostKnown) known.clear();
  known.add(value);
  return true;
}
