/** A record is not a change event of this hub; the message names what was expected and what was found. */
export class MalformedEventError extends Error {
  override readonly name = 'MalformedEventError';
}
