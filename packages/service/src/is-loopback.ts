const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', '[::1]', 'localhost']);

/** Whether a host, to listen on or of a URL, is one that nobody but this machine reaches. */
export function isLoopback(host: string): boolean {
  return loopback.has(host);
}
