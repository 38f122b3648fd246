import type { ChangeEvent } from '@throughgate/events';
import { defineFact } from './fact.ts';
import type { FactData } from './fact-data.ts';

/**
 * Releases and recalls that a programme was told of, a row for each time: a release after a recall begins the plan of visits anew. Their
 * order is that of `version`.
 */
export const episodeRelease = defineFact({
  table: 'episode_release',
  about: 'person',
  version: 1,
  columns: { release_on: 'date', recalled_on: 'date' },
  indexes: [],
  events: {
    providers: {
      'providers.episode.started': releaseRow,
      'providers.episode.release-set': releaseRow,
    },
  },
});

function releaseRow(data: FactData, event: ChangeEvent) {
  const release_on = data.day('episode.releaseOn');
  if (release_on === null) return [];
  return [{ id: event.id, release_on, recalled_on: data.day('episode.recalledOn') }];
}
