import type { Figure } from './figure.ts';

/** What a run of the benchmarks was asked for. */
export interface BenchmarkOptions {
  /** Sizes and times cut down to a smoke run: it shows that everything works, its figures mean little. */
  readonly quick: boolean;
  /** People to load instead of each benchmark's own number. */
  readonly people: number | undefined;
  /** Directory into which CPU profiles of the hub are written, where a benchmark can take them. */
  readonly profileInto: string | undefined;
}

/** Where a benchmark may write, and how it tells the person who waits. */
export interface BenchmarkPlace {
  /** A directory of its own that every user can enter, removed after the run. */
  readonly directory: string;
  /** Ends, in reverse order, what the benchmark started: also when it fails or the run is interrupted. */
  readonly cleanup: AsyncDisposableStack;
  /** Tells what is being done, on standard error. */
  tell(message: string): void;
}

/** One benchmark. It measures beside a baseline in the same run, because machines differ and wander. */
export interface Benchmark {
  readonly name: string;
  /** What it measures, in a line. */
  readonly summary: string;
  run(options: BenchmarkOptions, place: BenchmarkPlace): Promise<readonly Figure[]>;
}
