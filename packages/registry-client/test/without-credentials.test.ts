import { expect, it } from 'vitest';
import { withoutCredentials } from '../src/contract/without-credentials.ts';

it.each([
  ['https://user:secret@git.example.org/a/b.git', 'https://git.example.org/a/b.git'],
  ['https://token@git.example.org/a/b.git', 'https://git.example.org/a/b.git'],
  ['https://user:p@ss@git.example.org/a', 'https://git.example.org/a'],
  ['HTTPS://user:p@git.example.org/a@b', 'HTTPS://git.example.org/a@b'],
  ['git+ssh://git@git.example.org/a', 'git+ssh://git.example.org/a'],
  ['https://git.example.org/a@b', 'https://git.example.org/a@b'],
  ['https://user:p:a:ss@git.example.org:8443/a', 'https://git.example.org:8443/a'],
  ['https://user:p%40ss@git.example.org/a', 'https://git.example.org/a'],
  ['https://user:p/s/s@git.example.org/a', 'https://git.example.org/a'],
  ['https://user:p/s@s@git.example.org/a', 'https://git.example.org/a'],
  ['https://user:p?#ss@git.example.org/a', 'https://git.example.org/a'],
  ['https://:token@git.example.org/a', 'https://git.example.org/a'],
  ['https://@git.example.org/a', 'https://git.example.org/a'],
  ['h2://user:p@git.example.org/a', 'h2://git.example.org/a'],
  ['https://git.example.org/a.git', 'https://git.example.org/a.git'],
  ['https://git.example.org:8443/a@b', 'https://git.example.org:8443/a@b'],
  ['https://[::1]:8443/a', 'https://[::1]:8443/a'],
  ['https://[2001:db8::1]/a@b', 'https://[2001:db8::1]/a@b'],
  ['no address at all', 'no address at all'],
  ['', ''],
  ['git@git.example.org:a/b.git', 'git@git.example.org:a/b.git'],
  ['/srv/git/a.git', '/srv/git/a.git'],
])('the address %s is kept as %s', (remote, kept) => {
  expect(withoutCredentials(remote)).toBe(kept);
});
