/**
 * Thrown by a projection for an event that it can never apply: an unknown type, data that make no sense. The
 * event becomes a dead letter with the message as its reason, and the events around it go on.
 */
export class UnprocessableEventError extends Error {
  override readonly name = 'UnprocessableEventError';
}
