import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import dockerignore from '@balena/dockerignore';
import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (name: string) => readFileSync(join(root, name), 'utf8');

describe('the Dockerfile', () => {
  it('has no fault that a linter finds', () => {
    const found = validate(read('Dockerfile'));
    expect(found.map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual([]);
  });

  it('runs as an ordinary user, and copies only what an earlier stage holds', () => {
    const instructions = DockerfileParser.parse(read('Dockerfile')).getInstructions();
    const text = instructions.map((instruction) => instruction.toString());
    const last = text.findLastIndex((line) => line.startsWith('FROM'));
    const users = instructions.slice(last).filter((instruction) => instruction.getKeyword() === 'USER');
    expect(users.map((user) => user.getArgumentsContent())).toEqual(['node']);
    const copies = text.slice(last).filter((line) => line.startsWith('COPY'));
    expect(copies.length).toBeGreaterThan(0);
    expect(copies.every((line) => line.includes('--from=build'))).toBe(true);
  });

  it('is built from what services need: no tests, history, guides or secrets', () => {
    const files = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
    const rules = dockerignore.default().add(read('.dockerignore'));
    const sent = rules.filter([
      ...files,
      '.env',
      '.hub/service-key',
      'packages/cli/.hub/run.json',
      '.git/HEAD',
    ]);
    const unwanted = sent.filter((file) =>
      /(^|\/)(test|docs|e2e|bench|examples|deploy|\.git|\.hub|\.env)(\/|$)|\.test\.ts$/.test(file),
    );
    expect(unwanted).toEqual([]);
    expect(sent).toEqual(
      expect.arrayContaining([
        'package.json',
        'pnpm-lock.yaml',
        'packages/cli/src/main.ts',
        'packages/cli/templates/subgraph-typescript/README.md',
        'packages/testkit/package.json',
        'schemas/supergraph.graphql',
        'scripts/generate-prisma.ts',
        'subgraphs/prisons/prisma/migrations/migration_lock.toml',
      ]),
    );
  });
});
