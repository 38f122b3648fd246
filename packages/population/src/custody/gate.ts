import type { StepInputs } from '../step.ts';
import type { Unkeyed } from '../step-log.ts';
import { isoMoment, type Moment } from '../time/day.ts';
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
    ...receipt,
  });
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
