const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Raised for bytes that are no JSON; says why. */
export class JsonError extends Error {
  override readonly name = 'JsonError';
}

/** Reads bytes as JSON. Raises a {@link JsonError} for what is not JSON in UTF-8. */
export function readJson(bytes: Buffer): unknown {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch (cause) {
    throw new JsonError('it is not UTF-8', { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    // The parser quotes what it found, which may be about a person and ends up in logs of those who send.
    const at = /position \d+( \(line \d+ column \d+\))?/.exec((cause as Error).message)?.[0];
    throw new JsonError(text.trim() === '' ? 'it is empty' : `it is not JSON${at ? `, at ${at}` : ''}`, {
      cause,
    });
  }
}
