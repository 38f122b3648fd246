/** A piece of streamed answers that many clients are sent: made once, whatever they are. */
export interface SharedPiece {
  readonly text: string;
  /** The text as it stands in an answer of HTTP/1.1 without a length: one chunk, with its frame (RFC 9112 section 7.1). */
  readonly chunk: Buffer;
}

/** Makes a {@link SharedPiece} of a text that is not empty: an empty chunk would end the answer. */
export function sharedPiece(text: string): SharedPiece {
  return { text, chunk: Buffer.from(`${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`) };
}
