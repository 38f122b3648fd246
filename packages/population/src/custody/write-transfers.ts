import type { Random } from '../random.ts';
import { londonMoment } from '../time/london.ts';
import { comeIn, goOut } from './gate.ts';
import type { PrisonLog } from './prison-log.ts';
import type { Stay } from './stay.ts';

/** Transfers from prison to prison: out in the morning, in some hours later. */
export function writeTransfers(stay: Stay, random: Random, log: PrisonLog): void {
  for (const { day, to } of stay.route.moves) {
    const out = londonMoment(day, random.int(8 * 60, 10 * 60));
    const into = out + random.int(90, 300) * 60_000;
    stay.schedule.at(out, () => goOut(stay, log, out, { reason: 'TRANSFERRED', toPrisonId: to }));
    stay.schedule.at(into, () => comeIn(stay, log, into, { reason: 'TRANSFERRED' }));
  }
}
