import { join } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Each worker loads its modules anew: what Node makes of the TypeScript is kept for the next one.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/node');

/**
 * What starts hubs, brokers or databases of its own, or takes long for another reason, runs first: at the end a long
 * file would leave one core idle. Among files of a kind those come first that took longest the last time, if there was one.
 */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      if (moduleId.includes('/e2e/')) return 0;
      return /kafka|broker|crash|open-postgres|large|rebuild|template|example|key-order|projection/.test(
        moduleId,
      )
        ? 1
        : 2;
    };
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}

const everyProject: TestProjectInlineConfiguration['test'] = {
  // Node runs the tests as it runs the hub: its own modules and type stripping. Vite's runner would give our
  // files another build of graphql than the Apollo packages get, and "instanceof" would fail.
  experimental: { viteModuleRunner: false },
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    globalSetup: ['packages/testkit/src/global-setup.ts'],
    // Two cores: more workers would only make each other's latencies worse.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...everyProject,
          name: 'packages',
          include: ['{gateway,packages/*,subgraphs/*}/test/**/*.test.ts'],
          // A worker keeps its modules from file to file, since loading them took longer than most files run. So a
          // test puts back what it changes of its process: settings, fake timers, the working directory.
          isolate: false,
        },
      },
      {
        test: {
          ...everyProject,
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          globalSetup: ['e2e/support/global-setup.ts'],
        },
      },
    ],
  },
});
