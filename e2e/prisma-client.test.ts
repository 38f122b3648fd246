import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempDisposableSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

test('a schema that was changed by a pull is generated from before checks and before a start, and else left alone', () => {
  // A workspace with the scripts of this one and a subgraph that has a schema only.
  using workspace = mkdtempDisposableSync(join(tmpdir(), 'throughgate-prisma-'));
  const subgraph = join(workspace.path, 'subgraphs/skills');
  mkdirSync(join(subgraph, 'prisma'), { recursive: true });
  mkdirSync(join(workspace.path, 'packages'));
  cpSync(join(root, 'scripts/generate-prisma.ts'), join(workspace.path, 'scripts/generate-prisma.ts'));
  writeFileSync(join(workspace.path, 'package.json'), '{ "type": "module" }');
  symlinkSync(join(root, 'subgraphs/prisons/node_modules'), join(subgraph, 'node_modules'));
  const pull = (column: string) => {
    const schema = readFileSync(join(root, 'subgraphs/prisons/prisma/schema.prisma'), 'utf8');
    const [head = ''] = /^[\s\S]*?(?=^model )/m.exec(schema) ?? [];
    const model = `model Skill {\n  id String @id\n  ${column} String\n}\n`;
    writeFileSync(join(subgraph, 'prisma/schema.prisma'), head + model);
  };
  const run = (script: string) => {
    const [program, ...words] = scripts[script]?.split(' ') ?? [];
    expect(program).toBe('node');
    expect(execFileSync(process.execPath, words, { cwd: workspace.path, encoding: 'utf8' })).toBe('');
  };
  const client = join(subgraph, 'src/generated/prisma/models/Skill.ts');

  pull('first');
  run('prepare');
  expect(readFileSync(client, 'utf8')).toContain('first: string');

  pull('second');
  run('precheck');
  expect(readFileSync(client, 'utf8')).toContain('second: string');

  pull('third');
  run('prestart');
  expect(readFileSync(client, 'utf8')).toContain('third: string');

  const { ino, mtimeMs } = statSync(client);
  run('prestart');
  expect(statSync(client)).toMatchObject({ ino, mtimeMs });
});
