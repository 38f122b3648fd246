import { expect } from 'vitest';

/** Asserts that something becomes true, with the patience that a busy machine needs: the test's own timeout ends it. */
export function eventually<Value>(read: () => Value | Promise<Value>) {
  return expect.poll(read, { interval: 5, timeout: 25_000 });
}
