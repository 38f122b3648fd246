import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchmarkPlace } from './benchmark.ts';

/** Does something in a place below a benchmark's own, and ends what was started in it right after. */
export async function nestedPlace<Result>(
  { directory, cleanup, tell }: BenchmarkPlace,
  name: string,
  work: (place: BenchmarkPlace) => Promise<Result>,
): Promise<Result> {
  const below = join(directory, name);
  mkdirSync(below, { mode: 0o755 });
  const own = cleanup.use(new AsyncDisposableStack());
  try {
    return await work({ directory: below, cleanup: own, tell });
  } finally {
    await own.disposeAsync();
  }
}
