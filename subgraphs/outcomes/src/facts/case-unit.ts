import { defineFact } from './fact.ts';
import type { FactData } from './fact-data.ts';

/** The delivery unit and the region that a probation case belongs to, each from a day until the next. */
export const caseUnit = defineFact({
  table: 'case_unit',
  about: 'person',
  version: 1,
  columns: { unit_code: 'text', region_code: 'text', begins: 'date' },
  indexes: [],
  events: {
    probation: {
      'probation-case.engagement.created': (data) => unitRow(data, 'case.openedOn'),
      'person.community.manager.allocated': (data) => unitRow(data, 'manager.allocatedOn'),
    },
  },
});

function unitRow(data: FactData, day: string) {
  const unit_code = data.text('deliveryUnit.code');
  const begins = data.day(day);
  if (unit_code === null || begins === null) return [];
  return [{ id: `${begins} ${unit_code}`, unit_code, region_code: data.text('region.code'), begins }];
}
