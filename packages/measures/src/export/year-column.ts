import type { EpisodeKind } from '../declaration/episode-kind.ts';

/** The column of which the year is that of an episode: the first day that its kind declares; undefined of a kind without days. */
export function yearColumn(kind: EpisodeKind): string | undefined {
  return Object.entries(kind.columns).find(([, { type }]) => type === 'date')?.[0];
}
