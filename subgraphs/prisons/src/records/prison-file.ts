import { registerFile } from '@throughgate/subgraph-kit';
import { existingPrison } from './existing-prison.ts';
import type { PrisonTables } from './prisoner-file.ts';

/** The register's file of a prison as a place, keyed by its id, for example `MDI`. */
export const prisonFile = registerFile<PrisonTables>({
  name: 'prison',
  key: 'prisonId',
  check: existingPrison,
});
