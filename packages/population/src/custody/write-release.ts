import type { Random } from '../random.ts';
import { londonMoment } from '../time/london.ts';
import { goOut } from './gate.ts';
import type { PrisonLog } from './prison-log.ts';
import type { Stay } from './stay.ts';

/** Release in the morning of the last day. */
export function writeRelease(stay: Stay, random: Random, log: PrisonLog): void {
  const gate = londonMoment(stay.plan.to, random.int(8 * 60 + 30, 11 * 60 + 30));
  stay.schedule.at(gate, () => goOut(stay, log, gate, 'RELEASED'));
}
