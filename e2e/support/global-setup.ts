import type { TestProject } from 'vitest/node';
import { setupPreparedHub } from './prepared-hub.ts';

/** Starts, once for the whole run, what end-to-end tests share; returns what removes it. */
export default function setup(project: TestProject): Promise<() => Promise<void>> {
  return setupPreparedHub(project);
}
