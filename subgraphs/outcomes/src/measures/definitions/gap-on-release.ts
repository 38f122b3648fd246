import type { ShareMeasure } from '@throughgate/measures';
import type { GapColumn } from '../episodes/release-gaps.ts';
import { ofReleases } from './of-releases.ts';

type Told = Pick<ShareMeasure, 'id' | 'title' | 'question' | 'agencies' | 'source'> & {
  /** What was not in place, in words. */
  readonly gap: string;
  /** What nobody would know, in words. */
  readonly unknown: string;
};

/** A measure of how many releases have a gap that the lists of the graph tell: of those of which a record says whether they have. */
export function gapOnRelease(column: GapColumn, { gap, unknown, ...told }: Told): ShareMeasure {
  return {
    ...ofReleases,
    ...told,
    form: 'share',
    version: 1,
    population: { words: 'Releases from custody.', sql: 'true' },
    clockStart: null,
    window: 'The day of the release.',
    numerator: { words: gap, sql: `e.${column}` },
    exclusions: [{ words: `Unknown: ${unknown}`, sql: `e.${column} IS NULL` }],
    target: null,
  };
}
