import { recordId } from '@throughgate/domain';
import type { Random, Weighted } from '../random.ts';
import type { StepInputs } from '../step.ts';
import { isoMoment } from '../time/day.ts';
import { londonMoment } from '../time/london.ts';
import { comeIn, goOut } from './gate.ts';
import type { Absence } from './plan-absences.ts';
import type { PrisonLog } from './prison-log.ts';
import type { Stay } from './stay.ts';

/** What a temporary absence is for, as the prison service's lists have it. */
type Ground = Pick<StepInputs['prisons']['scheduleAbsence'], 'type' | 'subType' | 'reasonCode' | 'purpose'>;

const overnight: Weighted<Ground> = [
  [{ type: 'RR', subType: 'ROR', reasonCode: 'RO', purpose: 'FAMILY' }, 0.75],
  [{ type: 'RR', subType: 'ROR', reasonCode: 'R5', purpose: 'ACCOMMODATION' }, 0.25],
];

/** Release on temporary licence for a day: for paid work least often, since it was hard to get. Weights are assumptions. */
const daily: Weighted<Ground> = [
  [{ type: 'RR', subType: 'RDR', reasonCode: 'R3', purpose: 'FAMILY' }, 0.4],
  [{ type: 'RR', subType: 'RDR', reasonCode: 'R1', purpose: 'JOB_INTERVIEW' }, 0.15],
  [{ type: 'RR', subType: 'RDR', reasonCode: 'R2', purpose: 'PAID_WORK' }, 0.15],
  [{ type: 'RR', subType: 'RDR', reasonCode: 'F1', purpose: 'TRAINING' }, 0.2],
  [{ type: 'RR', subType: 'RDR', reasonCode: 'FF', purpose: 'BANK_ACCOUNT' }, 0.1],
];

/** Absences: out in the morning, back in the afternoon of the last day. All but those at court are planned beforehand. */
export function writeAbsences(stay: Stay, random: Random, log: PrisonLog): void {
  const { prisonerNumber } = stay.life.person.identifiers;
  for (const absence of stay.absences) {
    const out = londonMoment(absence.from, random.int(7 * 60 + 30, 9 * 60));
    const back = londonMoment(absence.to, random.int(15 * 60 + 30, 17 * 60 + 30));
    if (absence.reason === 'SENT_TO_COURT') {
      stay.schedule.at(out, () => goOut(stay, log, out, { reason: 'SENT_TO_COURT' }));
      stay.schedule.at(back, () => comeIn(stay, log, back, { reason: 'RETURN_FROM_COURT' }));
      continue;
    }
    const planned = londonMoment(absence.from, 6 * 60);
    const ground = groundOf(stay, absence);
    const scheduled = stay.schedule.at(planned, () =>
      log.note(planned, 'scheduleAbsence', {
        prisonerNumber,
        ...ground,
        startsAt: isoMoment(out),
        endsAt: isoMoment(back + 60 * 60_000),
      }),
    );
    const absenceId = () => recordId('prisons', scheduled.value);
    stay.schedule.at(out, () =>
      log.record(out, 'startAbsence', { prisonerNumber, absenceId: absenceId(), at: isoMoment(out) }),
    );
    stay.schedule.at(back, () =>
      log.record(back, 'completeAbsence', { prisonerNumber, absenceId: absenceId(), at: isoMoment(back) }),
    );
  }
}

/** What an absence is for: a hospital, to which an officer goes along, or temporary licence. */
function groundOf({ details }: Stay, { reasonCode, from, to }: Absence): Ground {
  if (reasonCode !== null) return { type: 'SE', subType: 'SE', reasonCode, purpose: 'MEDICAL' };
  return details.weighted(to > from ? overnight : daily);
}
