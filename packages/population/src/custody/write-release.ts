import type { Random } from '../random.ts';
import { londonMoment } from '../time/london.ts';
import { goOut } from './gate.ts';
import type { PrisonLog } from './prison-log.ts';
import type { Stay } from './stay.ts';

/** Release in the morning of the last day. */
export function writeRelease(stay: Stay, random: Random, log: PrisonLog): void {
  const gate = londonMoment(stay.plan.to, random.int(8 * 60 + 30, 11 * 60 + 30));
  stay.schedule.at(gate, () => goOut(stay, log, gate, { reason: 'RELEASED', reasonCode: codeOf(stay) }));
}

/** How somebody is released, by codes of MOVE_RSN. */
function codeOf({ life, plan }: Stay): string {
  const licence = life.timeline.licences.find(({ from }) => from === plan.to);
  if (licence?.kind === 'HDC') return 'HR'; // home detention curfew
  if (plan.sentence === null) return 'PD'; // after a recall
  return plan.sentence.licenceExpiry === null ? 'AR' : 'CR'; // unconditionally, or on licence
}
