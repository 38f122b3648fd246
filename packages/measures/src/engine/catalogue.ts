import type { Dimension } from '../declaration/dimension.ts';
import type { EpisodeKind } from '../declaration/episode-kind.ts';
import type { Funnel } from '../declaration/funnel.ts';
import type { Measure } from '../declaration/measure.ts';

/** All that can be asked, and what it is counted by. */
export interface Catalogue {
  /** In all their versions. */
  readonly measures: readonly Measure[];
  /** In all their versions. */
  readonly funnels: readonly Funnel[];
  readonly episodeKinds: readonly EpisodeKind[];
  readonly dimensions: readonly Dimension[];
}
