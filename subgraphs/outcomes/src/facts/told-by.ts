import type { Fact } from './fact.ts';

/** The condition that a `file` is of an agency that tells of a fact: others have no rows of it, and need not be looked into. */
export function toldBy({ events }: Fact, file: string): string {
  return `${file}.agency IN ('${Object.keys(events).join("', '")}')`;
}
