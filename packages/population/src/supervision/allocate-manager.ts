import type { Life } from '../life.ts';
import { staffName } from '../names/staff-name.ts';
import type { Random } from '../random.ts';
import { isoDate, type Moment } from '../time/day.ts';
import { londonClock } from '../time/london.ts';
import { officeMoment, recordedInOffice } from '../time/office-hours.ts';
import { workingDaysAfter } from '../time/working-day.ts';

/** Number of practitioners in each delivery unit (assumption). */
const practitioners = 25;

/** The practitioner of the case, some days after it was recorded. */
export function allocateManager({ person, log }: Life, random: Random, caseRecorded: Moment): void {
  const day = workingDaysAfter(londonClock(caseRecorded).day, random.int(1, 4));
  const staffCode = `${person.unit.staffPrefix}${String(random.int(1, practitioners)).padStart(3, '0')}`;
  const recorded = recordedInOffice(random, officeMoment(random, day), caseRecorded);
  log.add('probation', 'allocateManager', recorded, {
    crn: person.identifiers.crn,
    staffCode,
    name: staffName(staffCode),
    deliveryUnitCode: person.unit.code,
    allocatedOn: isoDate(day),
  });
}
