/** Two ways to tell the time, which a test may replace. */
export interface Clock {
  /** Milliseconds since 1970, with which claims are compared. */
  now(): number;
  /** Milliseconds that never go back, by which ages are told: a clock that is set back must not keep a removed key. */
  elapsed(): number;
}

/** The clocks of this machine. */
export const machineClock: Clock = { now: () => Date.now(), elapsed: () => performance.now() };
