import { setImmediate } from 'node:timers/promises';

/** Lets what else is due run first, network traffic included: called between the pieces of long work. */
export function letOthersRun(): Promise<void> {
  return setImmediate();
}
