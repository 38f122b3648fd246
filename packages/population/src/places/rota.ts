import { dayOf, isoMoment } from '../time/day.ts';
import { londonMoment } from '../time/london.ts';
import { workingDayFrom } from '../time/working-day.ts';
import { adviserOn } from './advisers.ts';
import type { PlaceFamily } from './place-family.ts';

/** First and last Monday of the weeks of which the rota is recorded. */
const weeks = { from: dayOf('2011-01-03'), to: dayOf('2012-03-19') } as const;

/** The rota at Usk, which six advisers share: each of them is there once in six weeks (DWP research report 784). */
export const rota: PlaceFamily = {
  write(log) {
    for (let monday = weeks.from; monday <= weeks.to; monday += 7) {
      const day = workingDayFrom(monday + 2);
      const adviser = adviserOn('UKI', day);
      if (adviser === undefined || day > monday + 4) continue;
      log.add('jobcentre', 'planRotaSlot', Math.max(monday - 7, adviser.from), `places:rota:UKI:${monday}`, {
        adviserCode: adviser.code,
        at: 'PRISON',
        prisonId: 'UKI',
        startsAt: isoMoment(londonMoment(day, 9 * 60 + 30)),
        endsAt: isoMoment(londonMoment(day, 15 * 60 + 30)),
      });
    }
  },
};
