import { defineFact } from './fact.ts';

/** Practitioners to whom a case was allocated, each until the next. */
export const caseManager = defineFact({
  table: 'case_manager',
  about: 'person',
  version: 1,
  columns: { name: 'text', unit_code: 'text', unit_name: 'text', begins: 'date' },
  indexes: [['unit_code']],
  events: {
    probation: {
      'person.community.manager.allocated': (data) => {
        const code = data.text('manager.code');
        const begins = data.day('manager.allocatedOn');
        if (code === null || begins === null) return [];
        return [
          {
            id: `${begins} ${code}`,
            name: data.text('manager.name'),
            unit_code: data.text('deliveryUnit.code'),
            unit_name: data.text('deliveryUnit.name'),
            begins,
          },
        ];
      },
    },
  },
});
