/**
 * Thrown by a projection for an event that it cannot apply yet, since something that it needs is still on its way. The batch
 * comes again after a pause, so whatever throws this must know that the wait ends.
 */
export class NotYetProcessableError extends Error {
  override readonly name = 'NotYetProcessableError';
}
