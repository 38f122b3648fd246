import { isoDate } from '../time/day.ts';
import { londonMoment } from '../time/london.ts';
import { workingDayUntil } from '../time/working-day.ts';
import type { PrisonLog } from './prison-log.ts';
import type { Stay } from './stay.ts';

/** Share of people on remand who are convicted some weeks before they are sentenced. Assumption. */
const convictedFirst = 0.45;

/** The conviction of somebody on remand, where the sentence comes later. The sentence itself tells that it was imposed. */
export function writeLegalStatus({ life, plan, details, schedule }: Stay, log: PrisonLog): void {
  if (plan.sentence === null) return;
  const { imposedOn } = plan.sentence;
  const on = workingDayUntil(imposedOn - details.int(14, 28));
  if (on <= plan.from || !details.chance(convictedFirst)) return;
  const at = londonMoment(on, 17 * 60 + 30);
  schedule.at(at, () =>
    log.note(at, 'changeLegalStatus', {
      prisonerNumber: life.person.identifiers.prisonerNumber,
      legalStatus: 'CONVICTED_UNSENTENCED',
      changedOn: isoDate(on),
    }),
  );
}
