/** Milliseconds that other partitions wait for one; then they go on without it, until its batch is done. */
const patience = 1_000;

/** Partitions of a consumer that may take longer than that at once: bounds the memory that their batches take. */
export const mostSlow = 16;

/** Whether work is still under way when others have waited long enough. Failures are left to whoever awaits the work. */
export async function takesLong(work: Promise<unknown>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, patience, true);
  const over = () => resolve(false);
  work.then(over, over);
  const long = await promise;
  clearTimeout(timer);
  return long;
}
