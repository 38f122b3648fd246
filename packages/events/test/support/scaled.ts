/** A size for scenarios: the full one with `SCALE=full`, else one that takes seconds. */
export function scaled({ quick, full }: { quick: number; full: number }): number {
  return process.env['SCALE'] === 'full' ? full : quick;
}
