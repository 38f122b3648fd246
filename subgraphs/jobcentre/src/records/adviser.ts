import { defineRecord } from '@throughgate/subgraph-kit';
import { adviserFile } from './adviser-file.ts';

/** An Employment and Benefit Adviser. The first posting makes one. */
export const adviser = defineRecord(adviserFile, { table: 'Adviser', key: 'adviserCode' });
