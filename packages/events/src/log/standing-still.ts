import type { StandingStill } from './event-log.ts';

/**
 * How often in a row a batch fails before its partition counts as standing still: a lost transaction, which
 * succeeds a moment later, is no reason to call a service not ready.
 */
export const standsStillAfter = 3;

/** Raises an error that names what stands still, when anything does. */
export function requireProgress(standing: readonly StandingStill[]): void {
  if (standing.length === 0) return;
  const shown = standing.slice(0, 5).map(inWords);
  if (standing.length > shown.length) shown.push(`and ${standing.length - shown.length} more`);
  throw new Error(shown.join('; '));
}

function inWords({ topic, partition, reason }: StandingStill): string {
  const place = partition === undefined ? `topic ${topic}` : `partition ${partition} of topic ${topic}`;
  return `${place} stands still: ${reason}`;
}
