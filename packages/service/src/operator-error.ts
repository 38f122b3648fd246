/**
 * Something that the person who runs a service, or gives it a command, can mend: a port in use, a database that does not
 * answer, a setting with a wrong value, an event that is not there. Its message says what happened and what to do, and is
 * printed without a stack.
 */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}
