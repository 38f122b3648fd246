import { registerFile } from '@throughgate/subgraph-kit';
import type { JobcentreTables } from './claimant-file.ts';
import { existingPrison } from './existing-prison.ts';

/** The Jobcentre's file of a prison as a place of work of its advisers, keyed by the prison's id, for example `MDI`. */
export const prisonFile = registerFile<JobcentreTables>({
  name: 'prison',
  key: 'prisonId',
  check: existingPrison,
});
