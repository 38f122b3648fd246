/** Who has the file, of what DuckDB says when it cannot open it: `process 4711`; undefined where that is not the reason. */
export function fileHolder(reason: string): string | undefined {
  if (!/Conflicting lock is held|Could not set lock/.test(reason)) return undefined;
  const [, pid] = /\(PID (\d+)\)/.exec(reason) ?? [];
  return pid === undefined ? 'another process' : `process ${pid}`;
}
