import { expect, it } from 'vitest';
import { withoutCredentials } from '../src/contract/without-credentials.ts';

it.each([
  ['https://user:secret@git.example.org/a/b.git', 'https://git.example.org/a/b.git'],
  ['https://token@git.example.org/a/b.git', 'https://git.example.org/a/b.git'],
  ['https://user:p@ss@git.example.org/a', 'https://git.example.org/a'],
  ['HTTPS://user:p@git.example.org/a@b', 'HTTPS://git.example.org/a@b'],
  ['git+ssh://git@git.example.org/a', 'git+ssh://git.example.org/a'],
  ['https://git.example.org/a@b', 'https://git.example.org/a@b'],
  ['git@git.example.org:a/b.git', 'git@git.example.org:a/b.git'],
  ['/srv/git/a.git', '/srv/git/a.git'],
])('the address %s is kept as %s', (remote, kept) => {
  expect(withoutCredentials(remote)).toBe(kept);
});
