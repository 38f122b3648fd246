import { recordId } from '@throughgate/domain';
import type { Life } from '../life.ts';
import type { Random } from '../random.ts';
import { isoDate, type Moment } from '../time/day.ts';
import { londonMoment } from '../time/london.ts';
import { recordedInOffice } from '../time/office-hours.ts';
import type { OrderPlan } from '../timeline/timeline.ts';

/** A court order, and how it ended. */
export function writeOrder(
  { person, log }: Life,
  random: Random,
  caseRecorded: Moment,
  order: OrderPlan,
): void {
  const { crn } = person.identifiers;
  const { from, to, ending } = order;
  const made = recordedInOffice(random, londonMoment(from, 12 * 60 + random.int(0, 240)), caseRecorded);
  const key = log.add('probation', 'startOrder', made, {
    crn,
    type: order.type,
    startDate: isoDate(from),
    endDate: isoDate(to),
    requirements: [...order.requirements],
  });
  const over = recordedInOffice(random, londonMoment(ending.day, 17 * 60), made);
  log.add('probation', 'endOrder', over, {
    crn,
    orderId: recordId('probation', key),
    endDate: isoDate(ending.day),
    reason: ending.reason,
  });
}
