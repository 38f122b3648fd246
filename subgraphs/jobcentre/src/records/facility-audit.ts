import { atLeast, defineRecord } from '@throughgate/subgraph-kit';
import { prisonFile } from './prison-file.ts';

/**
 * What an adviser has to work with in a prison, as it was on a day. Audits of before stay, those of prisons that closed too.
 * What is installed and not to be used is no broadband (DWP research report 784, section 2.5: Deerbolt).
 */
export const facilityAudit = defineRecord(prisonFile, {
  table: 'FacilityAudit',
  key: 'id',
  listOf: { prisonId: { latestFirst: 'auditedOn' } },
  facts: {
    auditFacilities: {
      event: 'jobcentre.facility.audited',
      on: 'auditedOn',
      checks: { costPence: (field, pence) => atLeast(field, pence, 0) },
    },
  },
});
