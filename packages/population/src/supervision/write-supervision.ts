import type { AdditionalConditionInput, CurfewWindowInput } from '@throughgate/contracts';
import { recordId } from '@throughgate/domain';
import type { Life } from '../life.ts';
import { staffName } from '../names/staff-name.ts';
import type { Random } from '../random.ts';
import { curfewCondition, otherConditions } from '../reference/licence-conditions.ts';
import { type Day, isoDate, type Moment } from '../time/day.ts';
import { londonClock, londonMoment } from '../time/london.ts';
import { appointmentSlot, officeMoment, recordedInOffice } from '../time/office-hours.ts';
import { nextWorkingDay, workingDayFrom, workingDaysAfter } from '../time/working-day.ts';
import type { LicencePlan } from '../timeline/timeline.ts';

const weekdays = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'] as const;

/** Number of practitioners in each delivery unit (assumption). */
const practitioners = 25;

/** A curfew of twelve hours for home detention, else of seven to ten hours, each night or at weekends only. */
function drawCurfew(random: Random, kind: LicencePlan['kind']): AdditionalConditionInput {
  const home = kind === 'HDC' || random.chance(0.3);
  const from = home ? '19:00' : random.pick(['20:00', '21:00', '22:00']);
  const until = home ? '07:00' : random.pick(['05:00', '06:00', '07:00']);
  const days = home || random.chance(0.7) ? weekdays : (['FRIDAY', 'SATURDAY', 'SUNDAY'] as const);
  const curfew: CurfewWindowInput[] = days.map((day) => ({ day, from, until }));
  const often = days === weekdays ? 'each day' : 'on Fridays, Saturdays and Sundays';
  return {
    code: curfewCondition,
    text: `You must stay at the address approved by your supervising officer between ${from} and ${until} ${often}, unless your supervising officer gives permission for you to be elsewhere during those hours. This is called a curfew.`,
    curfew,
  };
}

function drawConditions(random: Random, life: Life, kind: LicencePlan['kind']): AdditionalConditionInput[] {
  const { curfew, otherConditions: range } = life.calibration.licence;
  const conditions: AdditionalConditionInput[] = [];
  if (kind === 'HDC' || random.chance(curfew)) conditions.push(drawCurfew(random, kind));
  const codes = new Set<string>();
  for (let count = random.int(...range); count > 0; count--) codes.add(random.weighted(otherConditions));
  return [...conditions, ...[...codes].map((code) => ({ code }))];
}

/** The first day on which probation has something to do with the person: the day of an order or a sentence. */
function caseDay({ timeline }: Life): Day {
  return Math.min(
    ...timeline.orders.map((order) => order.from),
    ...timeline.custody.flatMap((stay) => (stay.sentence === null ? [] : [stay.sentence.imposedOn])),
  );
}

/**
 * Writes what the probation service records: the case, its practitioner, orders, licences and some of the
 * appointments. Returns the moment at which the case was recorded, on which everything else builds.
 */
export function writeSupervision(life: Life): Moment {
  const { person, timeline, calibration, log } = life;
  const random = life.random('supervision');
  const { crn, prisonerNumber, pnc, cro, nino } = person.identifiers;
  const opened = caseDay(life);
  const metPrison = timeline.custody.some((stay) => stay.from <= opened);
  const caseRecorded = recordedInOffice(random, londonMoment(opened, 15 * 60 + random.int(0, 90)));
  log.add('probation', 'openCase', caseRecorded, {
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

  const allocate = (day: Day): void => {
    const staffCode = `${person.unit.staffPrefix}${String(random.int(1, practitioners)).padStart(3, '0')}`;
    log.add(
      'probation',
      'allocateManager',
      recordedInOffice(random, officeMoment(random, day), caseRecorded),
      {
        crn,
        staffCode,
        name: staffName(staffCode),
        deliveryUnitCode: person.unit.code,
        allocatedOn: isoDate(day),
      },
    );
  };
  allocate(workingDaysAfter(londonClock(caseRecorded).day, random.int(1, 4)));

  for (const order of timeline.orders) {
    const made = recordedInOffice(
      random,
      londonMoment(order.from, 12 * 60 + random.int(0, 240)),
      caseRecorded,
    );
    const orderId = recordId(
      'probation',
      log.add('probation', 'startOrder', made, {
        crn,
        type: order.type,
        startDate: isoDate(order.from),
        endDate: isoDate(order.to),
        requirements: [...order.requirements],
      }),
    );
    log.add(
      'probation',
      'endOrder',
      recordedInOffice(random, londonMoment(order.ending.day, 17 * 60), made),
      { crn, orderId, endDate: isoDate(order.ending.day), reason: order.ending.reason },
    );
  }

  for (const licence of timeline.licences) {
    // In the afternoon: by then the prison has recorded the release, which is in the morning.
    const active = recordedInOffice(random, londonMoment(licence.from, 12 * 60 + 30), caseRecorded);
    const licenceId = recordId(
      'probation',
      log.add('probation', 'activateLicence', active, {
        crn,
        kind: licence.kind,
        startDate: isoDate(licence.from),
        endDate: isoDate(licence.to),
        additionalConditions: drawConditions(random, life, licence.kind),
      }),
    );
    const { day, status } = licence.ending;
    log.add('probation', 'endLicence', recordedInOffice(random, londonMoment(day, 17 * 60), active), {
      crn,
      licenceId,
      endDate: isoDate(day),
      status,
    });
  }

  const { mostAppointments, interval, outcomes } = calibration.supervision;
  for (const span of timeline.supervised) {
    let booked = Math.max(caseRecorded + 60_000, londonMoment(workingDayFrom(span.from), 12 * 60));
    let day = nextWorkingDay(Math.max(londonClock(booked).day, span.from) + random.int(0, 2));
    for (let count = 0; count < mostAppointments && day <= span.to; count++) {
      const startsAt = appointmentSlot(random, day);
      const type =
        count === 0
          ? 'COAI'
          : random.weighted([
              ['COAP', 0.7],
              ['COPT', 0.18],
              ['CHVS', 0.12],
            ] as const);
      const key = log.add('probation', 'bookAppointment', booked, {
        crn,
        type,
        startsAt: new Date(startsAt).toISOString(),
      });
      const known = recordedInOffice(random, startsAt + 30 * 60_000, booked);
      log.add('probation', 'recordAppointmentOutcome', known, {
        crn,
        appointmentId: recordId('probation', key),
        outcome: random.weighted(outcomes),
      });
      booked = known + 60_000;
      day = workingDayFrom(Math.max(day + random.int(...interval), londonClock(booked).day + 1));
    }
  }
  return caseRecorded;
}
