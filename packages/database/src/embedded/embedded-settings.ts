/**
 * Server settings of an embedded PostgreSQL, for a machine of two cores that also runs the hub.
 * What is not named here keeps PostgreSQL's default, above all `fsync` and `synchronous_commit`: an answer
 * "saved" must survive a power cut.
 */
export const embeddedSettings: Readonly<Record<string, string>> = {
  // Loopback only, and no socket file: the default directory for it may be missing or closed to us.
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // Five agencies and the event log hold their hot pages; the rest stays in the system's cache.
  shared_buffers: '256MB',
  effective_cache_size: '1GB',
  // Each service keeps a pool; an unused connection costs little.
  max_connections: '200',
  // Compiling a plan costs tens of milliseconds, more than any of our queries takes.
  jit: 'off',
  // Sorting a few thousand rows stays in memory; the default spills at 4 MB.
  work_mem: '16MB',
  // Checkpoints spread over minutes, so that loading the population does not stall on them.
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  // Solid-state disks: a random page costs about what the next page costs.
  random_page_cost: '1.1',
  // A second worker would take the core that the hub needs.
  max_parallel_workers_per_gather: '1',
  autovacuum_max_workers: '2',
  // All moments are stored with their zone; text output is the same on every machine.
  timezone: 'UTC',
  log_timezone: 'UTC',
  // The log must not repeat personal data: no statements, no details such as the value of a duplicate key.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
};

/** Turns settings into command-line arguments of `postgres`. */
export function settingFlags(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
