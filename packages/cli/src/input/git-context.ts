import { type GitContext, withoutCredentials } from '@throughgate/registry-client';
import { askGit } from './ask-git.ts';

/** Variables of GitHub Actions, GitLab CI, Azure Pipelines and Jenkins, the first that is set counts. */
const variables = {
  commit: ['GITHUB_SHA', 'CI_COMMIT_SHA', 'BUILD_SOURCEVERSION', 'GIT_COMMIT'],
  // Of a pull request, its own branch. Such jobs have no branch checked out, so git does not know.
  branch: [
    'GITHUB_HEAD_REF',
    'GITHUB_REF_NAME',
    'CI_COMMIT_REF_NAME',
    'BUILD_SOURCEBRANCHNAME',
    'BRANCH_NAME',
    'GIT_BRANCH',
  ],
  remote: ['CI_PROJECT_URL', 'BUILD_REPOSITORY_URI', 'GIT_URL'],
  author: ['GITHUB_ACTOR', 'GITLAB_USER_NAME', 'BUILD_REQUESTEDFOR', 'CHANGE_AUTHOR'],
} as const satisfies Record<keyof GitContext, readonly string[]>;

/** What git is asked where no variable tells. */
const questions = {
  commit: ['rev-parse', 'HEAD'],
  branch: ['symbolic-ref', '--short', 'HEAD'],
  remote: ['config', '--get', 'remote.origin.url'],
  author: ['log', '-1', '--format=%an'],
} as const satisfies Record<keyof GitContext, readonly string[]>;

/**
 * Where the working directory's content comes from, of CI variables or git, as far as they know; `undefined` when
 * nothing does. The remote comes without the credentials that CI jobs put into it.
 *
 * @param environment @default this process's
 */
export async function readGitContext(
  // biome-ignore lint/style/noProcessEnv: variables of CI systems, which are no settings of the hub
  environment: NodeJS.ProcessEnv = process.env,
): Promise<GitContext | undefined> {
  const names = Object.keys(questions) as (keyof GitContext)[];
  const entries = await Promise.all(
    names.map(async (name) => {
      const told = variables[name].map((variable) => environment[variable]).find(Boolean);
      return [name, told ?? ((await askGit(questions[name])) || undefined)] as const;
    }),
  );
  const known = entries.flatMap(([name, value]) =>
    value === undefined
      ? []
      : [[name, (name === 'remote' ? withoutCredentials(value) : value).slice(0, 200)]],
  );
  return known.length === 0 ? undefined : (Object.fromEntries(known) as GitContext);
}
