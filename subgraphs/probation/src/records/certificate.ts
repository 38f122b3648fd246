import { atLeast, defineRecord, filledInput, notBefore } from '@throughgate/subgraph-kit';
import { caseFile } from './case-file.ts';
import { caseOf, probationCase } from './probation-case.ts';

/** A certificate for work that a person was awarded while on probation. */
export const certificate = defineRecord(caseFile, {
  table: 'Certificate',
  key: 'id',
  belongsTo: { case: probationCase },
  listOf: { crn: { latestFirst: 'awardedOn' } },
  facts: {
    awardCertificate: {
      event: 'probation.certificate.awarded',
      on: 'awardedOn',
      requires: caseOf,
      checks: {
        expiresOn: (field, day, { awardedOn }) => notBefore(field, day, awardedOn, 'the day of the award'),
        paidBy: filledInput,
        costPence: (field, pence) => atLeast(field, pence, 0),
      },
    },
  },
});
