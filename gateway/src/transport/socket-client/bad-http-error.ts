/** An answer that is no HTTP, or none that is safe to read: where two readers could see its end at different places. */
export class BadHttpError extends Error {
  override readonly name = 'BadHttpError';
}
