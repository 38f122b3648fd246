import type { Episodes } from './define-episodes.ts';

/** All kinds of episodes, a file each. */
export const episodeKinds: readonly Episodes[] = [];
