import { defineFact } from './fact.ts';
import type { FactData } from './fact-data.ts';

/** Times in which a programme supports somebody, each as it is now. An episode is a file of its own. */
export const supportEpisode = defineFact({
  table: 'support_episode',
  about: 'person',
  version: 1,
  columns: {
    programme_code: 'text',
    started_on: 'date',
    /** Day of the release, or the day planned for it. */
    release_on: 'date',
    recalled_on: 'date',
    ended_on: 'date',
  },
  indexes: [],
  events: {
    providers: {
      'providers.episode.started': episodeRow,
      'providers.episode.release-set': episodeRow,
      'providers.episode.stage-moved': episodeRow,
      'providers.episode.ended': episodeRow,
    },
  },
});

function episodeRow(data: FactData, { key }: { readonly key: string }) {
  return [
    {
      id: key,
      programme_code: data.text('episode.programmeCode'),
      started_on: data.day('episode.startedOn'),
      release_on: data.day('episode.releaseOn'),
      recalled_on: data.day('episode.recalledOn'),
      ended_on: data.day('episode.endedOn'),
    },
  ];
}
