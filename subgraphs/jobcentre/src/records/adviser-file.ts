import { registerFile } from '@throughgate/subgraph-kit';
import { adviserCode } from './adviser-code.ts';
import type { JobcentreTables } from './claimant-file.ts';

/** The register's file of an Employment and Benefit Adviser, keyed by the adviser's code, for example `EBA-0417`. */
export const adviserFile = registerFile<JobcentreTables>({
  name: 'adviser',
  key: 'adviserCode',
  check: adviserCode,
});
