/** Bounds of subscriptions; each that is exceeded is told by a code. */
export interface LiveOptions {
  /** Most subscriptions of one gateway process. @default 20000 */
  readonly subscriptions?: number | undefined;
  /** Most subscriptions of one client: a person or system, with the program that asks for it. @default 100 */
  readonly perClient?: number | undefined;
  /** Results that may wait for a subscriber who does not read them, before it is dropped. @default 16 */
  readonly buffer?: number | undefined;
  /** Fewest milliseconds between two executions of one operation: changes that come closer are told together. @default 50 */
  readonly pace?: number | undefined;
  /** Changes that are kept for subscribers who come back. @default 50000 */
  readonly recent?: number | undefined;
}

/** The bounds where nothing else is said. */
export const liveDefaults = {
  subscriptions: 20_000,
  perClient: 100,
  buffer: 16,
  pace: 50,
  recent: 50_000,
} as const satisfies Required<LiveOptions>;
