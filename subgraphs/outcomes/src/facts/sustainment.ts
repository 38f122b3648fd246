import { defineFact } from './fact.ts';

/** Checks some weeks after an outcome: whether the person was in work then. */
export const sustainment = defineFact({
  table: 'sustainment',
  about: 'person',
  version: 1,
  columns: {
    outcome_id: 'text',
    /** Weeks after the outcome. */
    weeks: 'integer',
    checked_on: 'date',
    in_work: 'boolean',
  },
  indexes: [],
  events: {
    providers: {
      'providers.outcome.sustained': (data) => {
        const id = data.text('sustainment.id');
        if (id === null) return [];
        return [
          {
            id,
            outcome_id: data.text('outcome.id'),
            weeks: data.integer('sustainment.weeks'),
            checked_on: data.day('sustainment.checkedOn'),
            in_work: data.flag('sustainment.inWork'),
          },
        ];
      },
    },
  },
});
