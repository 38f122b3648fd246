import { badInput, defineRecord } from '@throughgate/subgraph-kit';
import { claimant, claimantOf } from './claimant.ts';
import { claimantFile } from './claimant-file.ts';

/** Hours that a week of looking for work has at most. */
const fullWeek = 40;

/** What a claimant agreed to do. */
export const claimantCommitment = defineRecord(claimantFile, {
  table: 'ClaimantCommitment',
  key: 'id',
  belongsTo: { claimant },
  listOf: { nino: { latestFirst: 'agreedOn' } },
  facts: {
    agreeCommitment: {
      event: 'jobcentre.commitment.agreed',
      on: 'agreedOn',
      requires: claimantOf,
      checks: { hoursPerWeek: hoursOfWeek },
    },
  },
});

function hoursOfWeek(field: string, hours: number): number {
  if (hours >= 0 && hours <= fullWeek) return hours;
  throw badInput(field, `"${field}" must be from 0 to ${fullWeek}, not ${hours}.`);
}
