export { measures } from './definitions/index.ts';
export { dimensions } from './dimensions/index.ts';
export { columns } from './episodes/columns.ts';
export { defineEpisodes, type Episodes } from './episodes/define-episodes.ts';
export { episodeKinds } from './episodes/index.ts';
export { releaseTicks } from './feed/release-ticks.ts';
export { measuresFile } from './feed/start-measures.ts';
export { funnels } from './funnels/index.ts';
export { postgresLedger } from './ledger/postgres-ledger.ts';
