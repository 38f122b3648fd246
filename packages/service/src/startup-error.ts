/**
 * Something that the person who starts a service can mend: a port in use, a database that does not answer,
 * a setting with a wrong value. Its message says what happened and what to do, and is printed without a stack.
 */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
