import type { RequirementInput } from '@throughgate/contracts';
import { recordId, weekdays } from '@throughgate/domain';
import type { Life } from '../life.ts';
import { staffName } from '../names/staff-name.ts';
import type { Random, Weighted } from '../random.ts';
import { type Day, dayOf, isoDate, isoMoment, type Moment } from '../time/day.ts';
import { londonMoment } from '../time/london.ts';
import { recordedInOffice } from '../time/office-hours.ts';
import type { OrderPlan } from '../timeline/timeline.ts';

/** A court order, and how it ended. */
export function writeOrder(life: Life, random: Random, caseRecorded: Moment, order: OrderPlan): void {
  const { person, log, diary } = life;
  const { crn } = person.identifiers;
  const { from, to, ending } = order;
  const made = recordedInOffice(random, londonMoment(from, 12 * 60 + random.int(0, 240)), caseRecorded);
  const requirements = order.requirements.map((requirement) =>
    requirement.type === 'CURFEW'
      ? withHours(life.random(`curfew of ${from}`), life, requirement, order)
      : requirement,
  );
  for (const { windows, orderedEndDate } of requirements) {
    if (windows) diary.confine(windows, from, Math.min(ending.day, dayOf(orderedEndDate ?? isoDate(to))));
  }
  const key = log.add('probation', 'startOrder', made, {
    crn,
    type: order.type,
    startDate: isoDate(from),
    endDate: isoDate(to),
    requirements,
  });
  for (const [position, { type, orderedEndDate }] of requirements.entries()) {
    if (type !== 'CURFEW') continue;
    const last = Math.min(ending.day, dayOf(orderedEndDate ?? isoDate(to)));
    grantOnce(life, { from, last, made, restrictionId: restrictionOf(recordId('probation', key), position) });
  }
  const over = recordedInOffice(random, londonMoment(ending.day, 17 * 60), made);
  log.add('probation', 'endOrder', over, {
    crn,
    orderId: recordId('probation', key),
    endDate: isoDate(ending.day),
    reason: ending.reason,
  });
}

/** Hours at home: in the evening and at night, into the morning, or on working days in daytime. Weights are assumptions. */
const nights: Weighted<readonly [from: string, until: string]> = [
  [['19:00', '07:00'], 0.5],
  [['20:00', '08:00'], 0.2],
  [['21:00', '09:15'], 0.3],
];

/** A curfew with its hours, for two to six months. */
function withHours(
  random: Random,
  { calibration }: Life,
  requirement: RequirementInput,
  { from: first, to: last }: OrderPlan,
): RequirementInput {
  const daytime = random.chance(calibration.orders.daytimeCurfew);
  const [from, until] = daytime ? ['10:00', '15:00'] : random.weighted(nights);
  const days = daytime ? weekdays.slice(0, 5) : weekdays;
  return {
    ...requirement,
    windows: days.map((day) => ({ day, from, until })),
    orderedEndDate: isoDate(Math.min(first + random.int(60, 180), last)),
  };
}

/** The id of the restriction that follows from a requirement, as probation derives it. */
function restrictionOf(orderId: string, position: number): string {
  return recordId('probation', `${recordId('probation', `${orderId}/requirements/${position}`)}/restriction`);
}

/** Share of curfews with a permission to be elsewhere once, and what for. Assumptions. */
const permitted = 0.3;
const absences = ['Job interview', 'Hospital appointment', 'Funeral', 'Interview at the Jobcentre'] as const;

interface CurfewInForce {
  readonly from: Day;
  readonly last: Day;
  /** When the order was recorded. */
  readonly made: Moment;
  readonly restrictionId: string;
}

/** A permission to be elsewhere once in the hours of a curfew, given some days before. */
function grantOnce({ person, log, random }: Life, { from, last, made, restrictionId }: CurfewInForce): void {
  const chance = random(`permission of ${from}`);
  const day = from + chance.int(10, 60);
  if (!chance.chance(permitted) || day > last) return;
  const granted = Math.max(londonMoment(day - 3, 12 * 60), made + 60_000);
  log.family('permissions').add('probation', 'grantPermission', granted, {
    crn: person.identifiers.crn,
    restrictionId,
    from: isoMoment(londonMoment(day, 8 * 60)),
    until: isoMoment(londonMoment(day, 11 * 60)),
    reason: chance.pick(absences),
    grantedBy: staffName(person.unit.staffPrefix),
  });
}
