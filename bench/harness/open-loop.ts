/**
 * Begins an operation at a steady rate for a time, whether or not earlier ones have finished, and resolves when all
 * have. Rejects when any does. A closed loop would slow down with what it measures, and hide how late things are.
 */
export async function openLoop(
  perSecond: number,
  seconds: number,
  operation: (index: number) => Promise<unknown>,
): Promise<void> {
  const count = Math.round(perSecond * seconds);
  const started = performance.now();
  const running: Promise<unknown>[] = [];
  for (let index = 0; index < count; index++) {
    const wait = started + (index / perSecond) * 1000 - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    running.push(operation(index));
    // Handled below: a rejection must not end the process before.
    running.at(-1)?.catch(() => undefined);
  }
  await Promise.all(running);
}
