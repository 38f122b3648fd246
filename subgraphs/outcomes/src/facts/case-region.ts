import { defineFact, type ReadRows } from './fact.ts';

const columns = { region_code: 'text' } as const;

const placed: ReadRows<typeof columns> = (data) => [{ id: 'region', region_code: data.text('region.code') }];

/** The probation region that a case belongs to now. */
export const caseRegion = defineFact({
  table: 'case_region',
  about: 'person',
  version: 1,
  columns,
  indexes: [['region_code']],
  events: {
    probation: {
      'probation-case.engagement.created': placed,
      'person.community.manager.allocated': placed,
    },
  },
});
