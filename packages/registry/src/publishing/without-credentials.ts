import type { GitContext } from '@throughgate/registry-client';

/** Removes a user and a password from the repository's URL: CI jobs often have a token in it, and the history is for all. */
export function withoutCredentials(git: GitContext): GitContext {
  const { remote } = git;
  return remote === undefined
    ? git
    : { ...git, remote: remote.replace(/^([a-z][a-z+.-]*:\/\/)[^/]*@/i, '$1') };
}
