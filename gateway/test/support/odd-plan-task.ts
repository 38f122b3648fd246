import { existsSync } from 'node:fs';
import planTask, { type PlanOutcome, type PlanTask } from '../../src/planning/plan-task.ts';

/**
 * Plans as the gateway does, but for operations of some names: `Slow…` waits until the file exists that `SLOW_PLANS_UNTIL` names,
 * `Dies` ends the thread, and `Greedy` takes memory without end.
 */
export default function oddPlanTask(task: PlanTask): Promise<PlanOutcome> {
  const name = 'document' in task ? (task.operationName ?? '') : '';
  if (name.startsWith('Slow')) {
    const clock = new Int32Array(new SharedArrayBuffer(4));
    while (!existsSync(process.env['SLOW_PLANS_UNTIL'] ?? '')) Atomics.wait(clock, 0, 0, 5);
  }
  if (name === 'Dies') process.exit(1);
  const taken: unknown[] = [];
  while (name === 'Greedy') taken.push(new Array(100_000).fill(Math.random()));
  return planTask(task);
}
