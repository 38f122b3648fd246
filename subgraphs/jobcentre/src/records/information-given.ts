import { defineRecord, filledInput } from '@throughgate/subgraph-kit';
import { claimant, claimantOf } from './claimant.ts';
import { claimantFile } from './claimant-file.ts';

/** Information that a person was given, for example a leaflet, or read out to who does not read well. */
export const informationGiven = defineRecord(claimantFile, {
  table: 'InformationGiven',
  key: 'id',
  belongsTo: { claimant },
  listOf: { nino: { latestFirst: 'givenOn' } },
  facts: {
    giveInformation: {
      event: 'jobcentre.information.given',
      on: 'givenOn',
      requires: claimantOf,
      checks: { kind: filledInput },
    },
  },
});
