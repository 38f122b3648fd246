import { londonDate } from '@throughgate/domain';
import type { ChangeEvent } from '@throughgate/events';
import { defineFact } from './fact.ts';
import type { FactData } from './fact-data.ts';

/**
 * Assignments of referrals to key workers. `to_day` is what an event says: one that another follows, or that the referral's end
 * ends, has no event of its own, and lasts until then.
 */
export const keyWorkerAssignment = defineFact({
  table: 'key_worker_assignment',
  about: 'person',
  version: 2,
  columns: {
    /** The provider's code of the worker. */
    worker_code: 'text',
    /** Delivery unit in whose office the worker sits; null where the worker sits in none. */
    unit_code: 'text',
    from_day: 'date',
    /** Day on which it ended. */
    to_day: 'date',
  },
  indexes: [],
  events: {
    providers: {
      'intervention.referral.assigned': assignmentRow,
      'providers.referral.assigned': assignmentRow,
      'providers.assignment.ended': assignmentRow,
    },
  },
});

function assignmentRow(data: FactData, event: ChangeEvent) {
  const worker_code = data.text('assignment.keyWorkerCode') ?? data.text('referral.keyWorker.code');
  if (worker_code === null) return [];
  return [
    {
      // Events of before carry the worker only, and happened on the day of the assignment.
      id: data.text('assignment.id') ?? event.id,
      worker_code,
      unit_code: data.text('assignment.deliveryUnitCode') ?? data.text('referral.keyWorker.deliveryUnitCode'),
      from_day: data.day('assignment.from') ?? londonDate(event.occurredAt),
      to_day: data.day('assignment.to'),
    },
  ];
}
