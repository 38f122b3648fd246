/**
 * Removes a user and a password from the URL of a repository: CI jobs often have a token in it, and the history of the graph is
 * for all. A password may contain `@`, so everything before the last one goes.
 */
export function withoutCredentials(remote: string): string {
  return remote.replace(/^([a-z][a-z+.-]*:\/\/)[^/]*@/i, '$1');
}
