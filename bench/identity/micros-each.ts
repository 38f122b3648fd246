/** How much is measured. */
export interface MicroSize {
  readonly rounds: number;
  /** How often each thing is done in a round, for what takes microseconds. */
  readonly times: number;
  /** How many tokens are checked for the first time in a round. */
  readonly fresh: number;
}

/** Microseconds that each of `times` turns takes on average, one after the other. */
export async function microsEach(times: number, work: (turn: number) => unknown): Promise<number> {
  const started = performance.now();
  for (let turn = 0; turn < times; turn++) await work(turn);
  return ((performance.now() - started) / times) * 1000;
}

/** The same for what does not wait, which then must not pay for waiting either. */
export function microsEachNow(times: number, work: (turn: number) => unknown): number {
  const started = performance.now();
  for (let turn = 0; turn < times; turn++) work(turn);
  return ((performance.now() - started) / times) * 1000;
}
