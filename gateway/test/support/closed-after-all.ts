import { afterAll } from 'vitest';

/** What a file or a group of tests opens for all of them: closed after them, the last one first, however far opening came. */
export function closedAfterAll(): AsyncDisposableStack {
  const opened = new AsyncDisposableStack();
  afterAll(() => opened.disposeAsync());
  return opened;
}
