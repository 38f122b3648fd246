import type { AdditionalConditionInput, CurfewWindowInput } from '@throughgate/contracts';
import { weekdays } from '@throughgate/domain';
import type { Calibration } from '../calibration/calibration.ts';
import type { Random } from '../random.ts';
import { curfewCondition, otherConditions } from '../reference/licence-conditions.ts';
import type { LicencePlan } from '../timeline/timeline.ts';

/** A curfew of twelve hours for home detention, else of seven to ten hours, each night or at weekends only. */
function drawCurfew(random: Random, kind: LicencePlan['kind']): AdditionalConditionInput {
  const home = kind === 'HDC' || random.chance(0.3);
  const from = home ? '19:00' : random.pick(['20:00', '21:00', '22:00']);
  const until = home ? '07:00' : random.pick(['05:00', '06:00', '07:00']);
  const days = home || random.chance(0.7) ? weekdays : (['FRIDAY', 'SATURDAY', 'SUNDAY'] as const);
  const curfew: CurfewWindowInput[] = days.map((day) => ({ day, from, until }));
  const often = days === weekdays ? 'each day' : 'on Fridays, Saturdays and Sundays';
  return {
    code: curfewCondition,
    text: `You must stay at the address approved by your supervising officer between ${from} and ${until} ${often}, unless your supervising officer gives permission for you to be elsewhere during those hours. This is called a curfew.`,
    curfew,
  };
}

/** The additional conditions of a licence: a curfew with home detention and by chance, and some others. */
export function drawConditions(
  random: Random,
  { curfew, otherConditions: range }: Calibration['licence'],
  kind: LicencePlan['kind'],
): AdditionalConditionInput[] {
  const conditions: AdditionalConditionInput[] = [];
  if (kind === 'HDC' || random.chance(curfew)) conditions.push(drawCurfew(random, kind));
  const codes = new Set<string>();
  for (let count = random.int(...range); count > 0; count--) codes.add(random.weighted(otherConditions));
  return [...conditions, ...[...codes].map((code) => ({ code }))];
}
