import { movementMeaning } from '@throughgate/domain';
import { defineFact } from './fact.ts';

/** Deaths, and removals from the country: from then on nobody waits for work or money of the person here. */
export const departure = defineFact({
  table: 'departure',
  about: 'person',
  version: 1,
  columns: { kind: 'text', on_day: 'date' },
  indexes: [],
  events: {
    prisons: {
      'prisoner-offender-search.prisoner.released': (data) => {
        const id = data.text('movement.id');
        const reason = data.code('movement.reason');
        if (id === null || reason === null) return [];
        const { kind } = movementMeaning({ reason, reasonCode: data.code('movement.reasonCode') });
        if (kind !== 'DEATH' && kind !== 'REMOVAL') return [];
        return [{ id, kind, on_day: data.day('movement.at') }];
      },
    },
    probation: {
      // Whoever died at liberty is told of by the end of an order alone: a licence that ends does not say why.
      'probation.order.ended': (data) => {
        const id = data.text('order.id');
        if (id === null || data.code('order.endReason') !== 'DIED') return [];
        return [{ id, kind: 'DEATH', on_day: data.day('order.endedOn') ?? data.day('order.endDate') }];
      },
    },
  },
});
