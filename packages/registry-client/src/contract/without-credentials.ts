/**
 * Removes a user and a password from the URL of a repository: CI jobs often have a token in it, and the history of the graph is
 * for all. A password may contain `@`, so everything before the last one goes; one that contains `/` is taken for one where
 * what stands before would be a host with a port that is no number. What is no URL stays as it is.
 */
export function withoutCredentials(remote: string): string {
  const [, scheme, authority = '', rest = ''] = /^([a-z][a-z\d+.-]*:\/\/)([^/]*)(.*)$/is.exec(remote) ?? [];
  if (scheme === undefined) return remote;
  const isPassword = !/^\[|@/.test(authority) && /:(?!\d*$)/.test(authority);
  return `${scheme}${isPassword ? afterLastAt(authority + rest) : afterLastAt(authority) + rest}`;
}

function afterLastAt(text: string): string {
  return text.slice(text.lastIndexOf('@') + 1);
}
