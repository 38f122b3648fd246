import { parseWithRawNumbers } from './raw-number.ts';

/** Digits that a number must have before JavaScript's may fail to hold it. */
const suspicious = 16;

/**
 * Parses JSON in UTF-8. Numbers with more digits than JavaScript's can hold come as `RawNumber`, so that they leave as they
 * came. One beyond what a double can hold at all (`1e400`) comes as `Infinity`, which is no JSON value.
 */
export function parseAnswerJson(bytes: Buffer): unknown {
  const text = bytes.toString('utf8');
  return hasManyDigits(bytes) ? parseWithRawNumbers(text) : JSON.parse(text);
}

/**
 * Whether there are as many digits in a row (with points among them) as a number must have before it is changed, in a number
 * or a string. Looks at every sixteenth byte only, since a row of sixteen has one of those: it costs a fiftieth of parsing.
 */
function hasManyDigits(bytes: Buffer): boolean {
  for (let at = suspicious - 1; at < bytes.length; at += suspicious) {
    if (!isDigit(bytes[at])) continue;
    let start = at;
    while (start > 0 && isDigit(bytes[start - 1])) start -= 1;
    let end = at + 1;
    while (isDigit(bytes[end])) end += 1;
    if (end - start >= suspicious) return true;
  }
  return false;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && ((byte >= 0x30 && byte <= 0x39) || byte === 0x2e);
}
