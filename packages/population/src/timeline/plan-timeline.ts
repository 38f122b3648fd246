import type { Calibration, Disposal } from '../calibration/calibration.ts';
import type { Random } from '../random.ts';
import { type Day, dayOf } from '../time/day.ts';
import { mergeSpans, subtractSpans } from '../time/spans.ts';
import { nextWorkingDay } from '../time/working-day.ts';
import { planOrder } from './plan-order.ts';
import { planRecall, planSentence } from './plan-sentence.ts';
import type { CustodyStay, LicencePlan, OrderPlan, Timeline } from './timeline.ts';

/** Sentences from this day on have supervision after the licence (Offender Rehabilitation Act 2014, section 2). */
const supervisionFrom = dayOf('2015-02-01');

/** Cuts short what ran when a new stay in custody began: licences are recalled, orders revoked. */
function interrupt(licences: LicencePlan[], orders: OrderPlan[], day: Day): void {
  for (const [position, licence] of licences.entries()) {
    if (licence.ending.day > day) licences[position] = { ...licence, ending: { day, status: 'RECALLED' } };
  }
  for (let position = orders.length - 1; position >= 0; position--) {
    const order = orders[position];
    if (order === undefined || order.ending.day <= day) continue;
    if (order.from >= day) orders.splice(position, 1);
    else orders[position] = { ...order, ending: { day, reason: 'REVOKED' } };
  }
}

/** Plans disposal after disposal: sentence, release, recall, order, and sometimes a new disposal. */
export function planTimeline(
  random: Random,
  calibration: Calibration,
  first: Disposal,
  start: Day,
): Timeline {
  const { recall, returning } = calibration;
  const disposals: { kind: Disposal; day: Day }[] = [];
  const custody: CustodyStay[] = [];
  const licences: LicencePlan[] = [];
  const orders: OrderPlan[] = [];

  let kind = first;
  let day = start;
  while (disposals.length < returning.mostDisposals) {
    disposals.push({ kind, day });
    let returnsAt = Number.POSITIVE_INFINITY;
    const drawReturn = (from: Day): void => {
      if (random.chance(returning.share[kind])) {
        returnsAt = nextWorkingDay(from + 20 + Math.round(random.exponential(returning.meanDays)));
      }
    };

    if (kind === 'COMMUNITY_ORDER' || kind === 'SUSPENDED_SENTENCE_ORDER') {
      orders.push(planOrder(random, calibration, kind, day));
      drawReturn(day);
    } else {
      interrupt(licences, orders, day);
      const planned = planSentence(random, calibration, kind === 'SHORT_CUSTODY', day);
      custody.push(planned.stay);
      drawReturn(planned.stay.to);
      const { expiry, licenceExpiry, days, imposedOn } = planned.sentence;
      let licence = planned.licence;
      let free = planned.stay.to;
      for (let count = 0; licence !== null; count++) {
        const back = free + 2 + Math.round(random.exponential(recall.meanDays));
        if (count >= recall.most || back > Math.min(licence.to - 3, returnsAt - 5)) break;
        licences.push({ ...licence, ending: { day: back, status: 'RECALLED' } });
        const recalled = planRecall(random, calibration, back, days, licenceExpiry ?? expiry);
        custody.push(recalled.stay);
        licence = recalled.licence;
        free = recalled.stay.to;
        if (returnsAt <= free + 5) returnsAt = nextWorkingDay(free + 10 + Math.round(random.exponential(60)));
      }
      if (licence !== null) licences.push({ ...licence, ending: { day: licence.to, status: 'EXPIRED' } });
      // Post-sentence supervision tops the licence of a sentence under two years up to twelve months after
      // the first release (Offender Rehabilitation Act 2014, section 2).
      const from = Math.max(licence === null ? free : licence.to + 1, free);
      const to = planned.stay.to + 364;
      if (days < 730 && imposedOn >= supervisionFrom && to - from >= 14) {
        orders.push({
          type: 'POST_SENTENCE_SUPERVISION',
          from,
          to,
          requirements: [],
          ending: { day: to, reason: 'EXPIRED' },
        });
      }
    }

    if (returnsAt === Number.POSITIVE_INFINITY) break;
    day = returnsAt;
    kind = random.weighted(returning.disposals);
  }

  const covered = [...licences, ...orders].map((cover) => ({ from: cover.from, to: cover.ending.day }));
  orders.sort((a, b) => a.from - b.from);
  return { disposals, custody, licences, orders, supervised: subtractSpans(mergeSpans(covered), custody) };
}
