import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

// Each test file loads its modules anew: what Node makes of the TypeScript is kept for the next one.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'node_modules/.cache/node');

export default defineConfig({
  test: {
    // Node runs the tests as it runs the hub: its own modules and type stripping. Vite's runner would give our
    // files another build of graphql than the Apollo packages get, and "instanceof" would fail.
    experimental: { viteModuleRunner: false },
    include: ['{gateway,packages/*,subgraphs/*}/test/**/*.test.ts', 'e2e/**/*.test.ts'],
    globalSetup: ['packages/testkit/src/global-setup.ts'],
    // Two cores: more workers would only make each other's latencies worse.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
