import { isoDate } from '../time/day.ts';
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
    comeIn(stay, log, arrival, plan.reason);
  });
}
