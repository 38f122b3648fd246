import type { Random } from '../random.ts';
import { londonMoment } from '../time/london.ts';
import { comeIn, goOut } from './gate.ts';
import type { PrisonLog } from './prison-log.ts';
import type { Stay } from './stay.ts';

/** Absences: out in the morning, back in the afternoon of the last day. */
export function writeAbsences(stay: Stay, random: Random, log: PrisonLog): void {
  for (const { from, to, reason, reasonCode } of stay.absences) {
    const out = londonMoment(from, random.int(7 * 60 + 30, 9 * 60));
    const back = londonMoment(to, random.int(15 * 60 + 30, 17 * 60 + 30));
    stay.schedule.at(out, () => goOut(stay, log, out, reason, reasonCode === null ? {} : { reasonCode }));
    stay.schedule.at(back, () =>
      comeIn(stay, log, back, reason === 'SENT_TO_COURT' ? 'RETURN_FROM_COURT' : 'TEMPORARY_ABSENCE_RETURN'),
    );
  }
}
