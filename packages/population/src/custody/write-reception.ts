import { ageOn, isoDate } from '../time/day.ts';
import { comeIn } from './gate.ts';
import type { PrisonLog } from './prison-log.ts';
import type { Stay } from './stay.ts';

/** Reception from court or on recall; the first time the prison registers the person. */
export function writeReception(stay: Stay, log: PrisonLog): void {
  const { plan, first, arrival, schedule } = stay;
  const { person } = stay.life;
  schedule.at(arrival, () => {
    if (first) {
      log.record(arrival, 'registerPrisoner', {
        prisonerNumber: person.identifiers.prisonerNumber,
        forename: person.forename,
        surname: person.surname,
        dateOfBirth: isoDate(person.born),
        sex: person.sex,
        ...(person.known.pnc && { pncNumber: person.identifiers.pnc }),
        ...(person.known.cro && { croNumber: person.identifiers.cro }),
      });
    }
    comeIn(stay, log, arrival, { reason: plan.reason, ...groundOf(stay) });
  });
}

/** On what ground the prison takes somebody in, by codes of MOVE_RSN, and the number of a booking that is new. */
function groundOf({ life, plan, details }: Stay): { reasonCode: string; bookNumber?: string } {
  if (plan.reason === 'READMISSION') return { reasonCode: 'L' }; // licence revoked
  const young = ageOn(life.person.born, plan.from) < 21;
  const sentenced = plan.sentence?.imposedOn === plan.from;
  const bookNumber = `${String(details.int(10_000, 99_999))}${String.fromCharCode(65 + (plan.from % 26))}`;
  return { reasonCode: sentenced ? (young ? 'W' : 'I') : 'N', bookNumber };
}
