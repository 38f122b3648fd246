import { expect, it } from 'vitest';
import { readGitContext } from '../src/input/git-context.ts';

it('a CI job is asked before git, which has no branch of a pull request checked out', async () => {
  const context = await readGitContext({
    GITHUB_SHA: 'abc123',
    GITHUB_HEAD_REF: 'add-postcode',
    GITHUB_REF_NAME: '17/merge',
    GITHUB_ACTOR: 'somebody',
    GIT_URL: 'https://ci:token@git.example.org/housing.git',
  });
  expect(context).toEqual({
    commit: 'abc123',
    branch: 'add-postcode',
    author: 'somebody',
    remote: 'https://git.example.org/housing.git',
  });
});

it.each([
  ['https://user@git.example.org/a.git', 'https://git.example.org/a.git'],
  ['ssh://git@git.example.org/a.git', 'ssh://git.example.org/a.git'],
  ['git@git.example.org:a.git', 'git@git.example.org:a.git'],
])('the remote %s is told as %s', async (remote, told) => {
  expect((await readGitContext({ CI_PROJECT_URL: remote }))?.remote).toBe(told);
});
