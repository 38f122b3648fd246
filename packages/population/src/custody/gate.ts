import type { StepInputs } from '../step.ts';
import type { Unkeyed } from '../step-log.ts';
import { type Day, isoMoment, type Moment } from '../time/day.ts';
import { londonClock } from '../time/london.ts';
import type { PrisonLog } from './prison-log.ts';
import { prisonOn, type Stay } from './stay.ts';

type Receipt = Unkeyed<StepInputs['prisons']['receivePrisoner']>;
type Leave = Unkeyed<StepInputs['prisons']['releasePrisoner']>;

/** Records that the person came through the gate of the prison that holds them at the end of that day. */
export function comeIn(
  stay: Stay,
  log: PrisonLog,
  at: Moment,
  receipt: Pick<Receipt, 'reason' | 'reasonCode' | 'bookNumber'>,
): void {
  log.record(at, 'receivePrisoner', {
    prisonerNumber: stay.life.person.identifiers.prisonerNumber,
    prisonId: prisonOn(stay, londonClock(at).day),
    at: isoMoment(at),
    ...(receipt.reason !== 'RETURN_FROM_COURT' &&
      receipt.reason !== 'TEMPORARY_ABSENCE_RETURN' && { wing: wingOn(stay, londonClock(at).day) }),
    ...receipt,
  });
}

/** Prisons name their wings by letters; who goes to which is made up. Who is back from court or leave is back on theirs. */
const wings = ['A wing', 'B wing', 'C wing', 'D wing'] as const;

function wingOn(stay: Stay, day: Day): string {
  return stay.life.random(`wing from ${day}`).pick(wings);
}

/** Records that the person left through the gate; `toPrisonId` for a transfer. */
export function goOut(
  stay: Stay,
  log: PrisonLog,
  at: Moment,
  leave: Pick<Leave, 'reason' | 'reasonCode' | 'toPrisonId'>,
): void {
  log.record(at, 'releasePrisoner', {
    prisonerNumber: stay.life.person.identifiers.prisonerNumber,
    at: isoMoment(at),
    ...leave,
  });
}
