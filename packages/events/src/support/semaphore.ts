/** Lets at most a fixed number of tasks run at once; the others wait in the order they came. */
export type Semaphore = <Result>(task: () => Promise<Result>) => Promise<Result>;

/** Creates a {@link Semaphore} for `permits` tasks at once. */
export function createSemaphore(permits: number): Semaphore {
  let free = permits;
  const queue: (() => void)[] = [];
  return async (task) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => queue.push(resolve));
    try {
      return await task();
    } finally {
      const next = queue.shift();
      if (next) next();
      else free += 1;
    }
  };
}
