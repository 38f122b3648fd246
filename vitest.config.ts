import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Each test file loads its modules anew: what Node makes of the TypeScript is kept for the next one.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/node');

/** What starts hubs, brokers or databases of its own runs first: at the end a long file would leave one core idle. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) =>
      /\/e2e\/|kafka|broker|crash|open-postgres|large/.test(moduleId);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    // Node runs the tests as it runs the hub: its own modules and type stripping. Vite's runner would give our
    // files another build of graphql than the Apollo packages get, and "instanceof" would fail.
    experimental: { viteModuleRunner: false },
    include: ['{gateway,packages/*,subgraphs/*}/test/**/*.test.ts', 'e2e/**/*.test.ts'],
    globalSetup: ['packages/testkit/src/global-setup.ts'],
    // Two cores: more workers would only make each other's latencies worse.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
