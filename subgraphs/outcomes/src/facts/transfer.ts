import { defineFact } from './fact.ts';

/** Arrivals at another prison. The departure is the same transfer, and not counted. */
export const transfer = defineFact({
  table: 'transfer',
  about: 'person',
  version: 1,
  columns: { at: 'timestamptz', prison_id: 'text' },
  indexes: [],
  events: {
    prisons: {
      'prisoner-offender-search.prisoner.received': (data) => {
        const id = data.text('movement.id');
        if (id === null || data.code('movement.reason') !== 'TRANSFERRED') return [];
        return [{ id, at: data.moment('movement.at'), prison_id: data.text('to.id') }];
      },
    },
  },
});
