import { supervisionAfterSentenceFrom, supervisionAfterSentenceRepealed } from '@throughgate/domain';
import type { Calibration, Disposal } from '../calibration/calibration.ts';
import type { Random } from '../random.ts';
import { type Day, dayOf } from '../time/day.ts';
import { mergeSpans, subtractSpans } from '../time/spans.ts';
import { nextWorkingDay } from '../time/working-day.ts';
import { planOrder } from './plan-order.ts';
import { planRecall, planSentence } from './plan-sentence.ts';
import type { CustodyStay, LicencePlan, OrderPlan, SentencePlan, Timeline } from './timeline.ts';

/** First day of sentences with supervision after them, and first day without any; the law counts from the offence. */
const supervisionFrom = dayOf(supervisionAfterSentenceFrom);
const supervisionRepealed = dayOf(supervisionAfterSentenceRepealed);

/** Fewest days of supervision after a licence that are worth a record. */
const leastSupervision = 14;

/**
 * Adds the supervision that tops the licence of a sentence under two years up to twelve months after the first release. It
 * follows from the sentence and goes on under the same licence; under one of its own where none was left. What would run
 * beyond its repeal ends with the day before. `free` is the day of the last release.
 */
function addSupervision(
  licences: LicencePlan[],
  { stay, sentence }: { readonly stay: CustodyStay; readonly sentence: SentencePlan },
  free: Day,
): void {
  const { imposedOn, days, expiry } = sentence;
  const to = stay.to + 364;
  const last = licences.at(-1);
  const licence = last !== undefined && last.from === free ? last : null;
  const begins = licence === null ? free : expiry + 1;
  if (
    days >= 730 ||
    imposedOn < supervisionFrom ||
    begins >= supervisionRepealed ||
    to - begins < leastSupervision
  )
    return;
  const ending = { day: Math.min(to, supervisionRepealed - 1), status: 'EXPIRED' } as const;
  if (licence === null) {
    licences.push({ kind: 'PRRD', type: 'PSS', conditionalRelease: null, from: free, to, ending });
  } else {
    licences[licences.length - 1] = { ...licence, type: 'AP_PSS', to, ending };
  }
}

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
      const { expiry, licenceExpiry, days } = planned.sentence;
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
      addSupervision(licences, planned, free);
    }

    if (returnsAt === Number.POSITIVE_INFINITY) break;
    day = returnsAt;
    kind = random.weighted(returning.disposals);
  }

  const covered = [...licences, ...orders].map((cover) => ({ from: cover.from, to: cover.ending.day }));
  orders.sort((a, b) => a.from - b.from);
  return { disposals, custody, licences, orders, supervised: subtractSpans(mergeSpans(covered), custody) };
}
