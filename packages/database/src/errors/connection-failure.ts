import { reasonOf } from '@throughgate/service';
/** Host and port of a PostgreSQL URL, with neither user nor password, for messages and logs. */
export function hostAndPort(url: string): string {
  const { hostname, port } = new URL(url);
  // A directory of sockets stands percent-encoded where a host would.
  return `${decodeURIComponent(hostname) || 'localhost'}:${port || '5432'}`;
}

/** What a failed connection says in one line; Node gathers one error per address tried. */
export function connectionFailure(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return error.errors.map(connectionFailure).join('; ');
  }
  return reasonOf(error);
}
