import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchmarks } from './benchmarks.ts';
import type { Benchmark, BenchmarkOptions } from './harness/benchmark.ts';
import { printFigures } from './harness/print-figures.ts';

const usage = `pnpm bench [name…] [--quick] [--people N] [--profile DIR]

  --quick        sizes cut down to a smoke run of less than two minutes
  --people N     load N people instead of each benchmark's own number
  --profile DIR  write CPU profiles of the hub into DIR, where a benchmark can

${benchmarks.map(({ name, summary }) => `  ${name.padEnd(10)} ${summary}`).join('\n')}
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    people: { type: 'string' },
    profile: { type: 'string' },
  },
});
const unknown = positionals.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));
if (values.help || unknown.length > 0) {
  process.stdout.write(
    unknown.length > 0 ? `There is no benchmark ${unknown.join(', ')}.\n\n${usage}` : usage,
  );
  process.exitCode = unknown.length > 0 ? 3 : 0;
} else {
  const { quick, people, profile } = values;
  const options: BenchmarkOptions = {
    quick,
    people: people === undefined ? undefined : Number(people),
    profileInto: profile,
  };
  for (const benchmark of benchmarks) {
    if (positionals.length === 0 || positionals.includes(benchmark.name)) await run(benchmark, options);
  }
}

async function run(benchmark: Benchmark, options: BenchmarkOptions): Promise<void> {
  await using cleanup = new AsyncDisposableStack();
  const directory = mkdtempSync(join(tmpdir(), `throughgate-bench-${benchmark.name}-`));
  cleanup.defer(() => rmSync(directory, { recursive: true, force: true }));
  // As root PostgreSQL runs as another user, who must be able to reach its data.
  chmodSync(directory, 0o755);
  let ending: Promise<void> | undefined;
  const interrupted = () => {
    ending ??= cleanup.disposeAsync();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, interrupted);
    cleanup.defer(() => void process.off(signal, interrupted));
  }
  const tell = (message: string) => void process.stderr.write(`${benchmark.name}: ${message}\n`);
  try {
    const figures = await benchmark.run(options, { directory, cleanup, tell });
    process.stdout.write(printFigures(`${benchmark.name}: ${benchmark.summary}`, figures));
  } catch (error) {
    // What was interrupted fails because its processes were ended: that is no news.
    if (!ending) throw error;
    await ending;
    process.exit(1);
  }
}
