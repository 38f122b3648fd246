/** How much is measured. */
export interface MicroSize {
  readonly rounds: number;
  /** How often each thing is done in a round, for what takes microseconds. */
  readonly times: number;
  /** How many tokens and operations are looked at for the first time in a round. */
  readonly fresh: number;
}

/**
 * Microseconds of CPU time, of all threads of this process, that each of `times` turns takes, one after the other. On a machine
 * to itself the same as what passes; where others work, that would measure them.
 */
export async function microsEach(times: number, work: (turn: number) => unknown): Promise<number> {
  const before = process.cpuUsage();
  for (let turn = 0; turn < times; turn++) await work(turn);
  return microsSince(before, times);
}

/** The same for what does not wait, which then must not pay for waiting either. */
export function microsEachNow(times: number, work: (turn: number) => unknown): number {
  const before = process.cpuUsage();
  for (let turn = 0; turn < times; turn++) work(turn);
  return microsSince(before, times);
}

function microsSince(before: NodeJS.CpuUsage, times: number): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / times;
}
