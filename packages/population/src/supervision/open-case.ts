import type { Life } from '../life.ts';
import type { Random } from '../random.ts';
import { type Day, isoDate, type Moment } from '../time/day.ts';
import { londonMoment } from '../time/london.ts';
import { recordedInOffice } from '../time/office-hours.ts';

/**
 * The first day on which probation has something to do with the person: the day of an order, or of a sentence that leads to
 * a licence. Infinite where there is none.
 */
function caseDay({ timeline }: Life): Day {
  return Math.min(
    ...timeline.orders.map((order) => order.from),
    ...timeline.custody.flatMap(({ sentence }) =>
      sentence?.licenceExpiry == null ? [] : [sentence.imposedOn],
    ),
  );
}

/**
 * The case. Returns the moment at which it was recorded, on which everything else builds; null for somebody with whom
 * probation has nothing to do, as after a short sentence before 2015.
 */
export function openCase(life: Life, random: Random): Moment | null {
  const { person, timeline, log } = life;
  const { crn, prisonerNumber, pnc, cro, nino } = person.identifiers;
  const opened = caseDay(life);
  if (opened === Number.POSITIVE_INFINITY) return null;
  const metPrison = timeline.custody.some((stay) => stay.from <= opened);
  const recorded = recordedInOffice(random, londonMoment(opened, 15 * 60 + random.int(0, 90)));
  log.add('probation', 'openCase', recorded, {
    crn,
    forename: person.forename,
    surname: person.surname,
    dateOfBirth: isoDate(person.born),
    sex: person.sex,
    ...(person.known.pnc && { pncNumber: pnc }),
    ...(person.known.cro && { croNumber: cro }),
    ...(metPrison && { prisonerNumber }),
    ...(person.known.nino && { nino }),
    openedOn: isoDate(opened),
    deliveryUnitCode: person.unit.code,
  });
  return recorded;
}
