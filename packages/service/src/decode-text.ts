import { isUtf8 } from 'node:buffer';

/** A file is no text that can be used. The message says what it is, and goes behind the file's name: `is UTF-16 …`. */
export class UnreadableTextError extends Error {
  override readonly name = 'UnreadableTextError';
}

/**
 * Text of a file's bytes: UTF-8, or UTF-16 with a byte order mark, as PowerShell's `>` writes it. The mark is left out; line
 * ends stay as they are. Raises an {@link UnreadableTextError} for any other bytes, and for a character NUL.
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe && third === 0 && fourth === 0) throw saveAsUtf8('is UTF-32');
  if (first === 0xff && second === 0xfe) return decode('utf-16le', bytes, 'UTF-16');
  if (first === 0xfe && second === 0xff) return decode('utf-16be', bytes, 'UTF-16');
  if (first === 0 && second === 0 && third === 0xfe && fourth === 0xff) throw saveAsUtf8('is UTF-32');
  if (seemsUtf16(bytes)) throw saveAsUtf8('is UTF-16 without a byte order mark');
  if (!isUtf8(bytes)) {
    const { line, column, byte } = firstBadByte(bytes);
    throw saveAsUtf8(
      `is not UTF-8: the byte ${byte} at line ${line}, column ${column} belongs to another encoding, such as Windows-1252 or ISO 8859-1`,
    );
  }
  return decode('utf-8', bytes, 'UTF-8');
}

function decode(label: string, bytes: Uint8Array, name: string): string {
  let text: string;
  try {
    text = new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    throw saveAsUtf8(`is ${name} with bytes that are none`);
  }
  const at = text.indexOf('\0');
  if (at < 0) return text;
  const { line, column } = placeIn(text.slice(0, at));
  throw new UnreadableTextError(`is no text: it has a character NUL at line ${line}, column ${column}`);
}

/** Latin text in UTF-16 has NUL in every other byte; in UTF-8 it has none. */
function seemsUtf16(bytes: Uint8Array): boolean {
  const looked = bytes.subarray(0, 1_000);
  if (looked.length < 4 || bytes.length % 2 !== 0) return false;
  const zeros = [0, 0];
  for (const [index, byte] of looked.entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const most = Math.max(...zeros);
  return Math.min(...zeros) === 0 && most > looked.length / 4;
}

function firstBadByte(bytes: Uint8Array): { line: number; column: number; byte: string } {
  // What cannot be decoded shows as U+FFFD; the text before it is as long as the bytes before it.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const before = text.slice(0, text.indexOf('\uFFFD'));
  const byte = bytes[Buffer.byteLength(before)] ?? 0;
  return { ...placeIn(before), byte: `0x${byte.toString(16).toUpperCase().padStart(2, '0')}` };
}

function placeIn(before: string): { line: number; column: number } {
  const lines = before.split(/\r\n|\n|\r/);
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function saveAsUtf8(what: string): UnreadableTextError {
  return new UnreadableTextError(`${what}; save it as UTF-8`);
}
