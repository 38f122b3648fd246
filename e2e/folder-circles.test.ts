import { expect, it } from 'vitest';
import { folderCircles } from '../scripts/dependencies/folder-circles.ts';

const circles = (imports: Readonly<Record<string, readonly string[]>>) =>
  folderCircles(Object.entries(imports).map(([path, targets]) => ({ path, imports: targets })));

it('folders that depend one way are in no circle, and neither are a folder and the files beside it', () => {
  expect(
    circles({
      'src/index.ts': ['src/api/serve.ts'],
      'src/api/serve.ts': ['src/api/routes/tokens.ts', 'src/error.ts'],
      'src/api/routes/tokens.ts': ['src/api/answers.ts', 'src/store/tokens.ts', 'src/error.ts'],
      'src/store/tokens.ts': ['src/error.ts'],
    }),
  ).toEqual([]);
});

it('two folders that import each other are told with both imports, however deep they stand', () => {
  expect(
    circles({
      'src/api/routes/tokens.ts': ['src/store/tokens.ts'],
      'src/store/rows/token.ts': ['src/api/names.ts'],
    }),
  ).toEqual([
    {
      folder: 'src',
      arrows: [
        'src/api/routes/tokens.ts → src/store/tokens.ts',
        'src/store/rows/token.ts → src/api/names.ts',
      ],
    },
  ]);
});

it('a circle through three folders is told once, and so is one below another folder', () => {
  expect(
    circles({
      'src/a/a.ts': ['src/b/b.ts'],
      'src/b/b.ts': ['src/c/c.ts', 'src/b/deep/one/x.ts'],
      'src/c/c.ts': ['src/a/other.ts'],
      'src/b/deep/one/x.ts': ['src/b/deep/two/y.ts'],
      'src/b/deep/two/y.ts': ['src/b/deep/one/z.ts'],
    }).map(({ folder, arrows }) => [folder, arrows.length]),
  ).toEqual([
    ['src', 3],
    ['src/b/deep', 2],
  ]);
});

it('a file and a folder that import each other are a circle too', () => {
  expect(
    circles({ 'src/graph.ts': ['src/api/serve.ts'], 'src/api/serve.ts': ['src/graph.ts'] }),
  ).toHaveLength(1);
});
