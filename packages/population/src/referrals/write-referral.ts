import { recordId } from '@throughgate/domain';
import type { ComplexityName } from '../calibration/calibration.ts';
import type { Life } from '../life.ts';
import { staffName } from '../names/staff-name.ts';
import type { Random } from '../random.ts';
import type { EteContract } from '../reference/ete-contracts.ts';
import { createSchedule } from '../schedule.ts';
import { type Day, isoDate, type Moment } from '../time/day.ts';
import { appointmentSlot, officeMoment, recordedInOffice } from '../time/office-hours.ts';
import { planReferral } from './plan-referral.ts';

/** Where and when a referral is made. */
export interface ReferralOccasion {
  /** Reference number of the referral. */
  readonly referenceNumber: string;
  /** Day on which it is made and sent: a working day under supervision. */
  readonly day: Day;
  /** Contract under which support is asked for. */
  readonly contract: EteContract;
  /** When probation recorded the case. */
  readonly caseRecorded: Moment;
  /** Last day of supervision in the community; on the day after it the person is in custody or the supervision is over. */
  readonly lastDay: Day;
  /** Whether custody is what ends it. */
  readonly endsInCustody: boolean;
}

/** The key worker: of a delivery unit where workers sit in probation offices, else of the contract. */
function drawKeyWorker(
  random: Random,
  life: Life,
  contract: EteContract,
): { code: string; deliveryUnitCode?: string } {
  const { keyWorkersPerUnit } = life.calibration.ete;
  const { code } = life.person.unit;
  return contract.coLocated
    ? { code: `KW-${code}-${random.int(1, keyWorkersPerUnit)}`, deliveryUnitCode: code }
    : { code: `KW-${contract.reference}-${random.int(1, keyWorkersPerUnit * 5)}` };
}

/**
 * Writes one referral for education, training and employment support: the provider's records and, at
 * probation, that it was made. Returns the days on which jobs began.
 */
export function writeReferral(random: Random, life: Life, occasion: ReferralOccasion): Day[] {
  const { person, log, calibration } = life;
  const { referenceNumber, day, contract, caseRecorded } = occasion;
  const { crn } = person.identifiers;
  const complexity: ComplexityName = random.weighted(calibration.ete.complexity);
  const plan = planReferral(random, calibration, person.sex, complexity, occasion);

  const made = Math.max(officeMoment(random, day), caseRecorded + 60_000);
  log.add('probation', 'makeEteReferral', made, {
    crn,
    madeOn: isoDate(day),
    contractReference: contract.reference,
    referenceNumber,
  });

  const schedule = createSchedule();
  let last: Moment = made + random.int(2, 30) * 60_000;
  /** When the provider's system records something: always after what it recorded before of this referral. */
  const recorded = (happened: Moment): Moment => {
    last = recordedInOffice(random, happened, last);
    return last;
  };
  /**
   * When a booking is recorded: what is agreed on the phone goes into the system at once, so before it takes
   * place, where what it builds on was recorded by then.
   */
  const recordedBooking = (happened: Moment, startsAt: Moment): Moment => {
    const before = last;
    last = Math.max(before + 60_000, Math.min(recorded(happened), startsAt - 60_000));
    return last;
  };
  log.add('providers', 'sendReferral', last, {
    referenceNumber,
    crn,
    forename: person.forename,
    surname: person.surname,
    dateOfBirth: isoDate(person.born),
    sex: person.sex,
    contractReference: contract.reference,
    referredOn: isoDate(day),
    complexity,
  });

  if (plan.assignedOn !== null) {
    const assignedOn = plan.assignedOn;
    const at = officeMoment(random, assignedOn);
    const worker = drawKeyWorker(random, life, contract);
    schedule.at(at, () => {
      log.add('providers', 'assignKeyWorker', recorded(at), {
        referenceNumber,
        ...worker,
        name: staffName(worker.code),
        assignedOn: isoDate(assignedOn),
      });
    });
  }

  const alsoAtProbation = random.chance(calibration.ete.assessmentAtProbation);
  /** When the meeting before was over: nobody books another one before it was missed. */
  let over: Moment = 0;
  for (const { bookedOn, on, attended } of plan.assessments) {
    const booking = Math.max(officeMoment(random, bookedOn), over + 60_000);
    const startsAt = appointmentSlot(random, on);
    const bookedFor = new Date(startsAt).toISOString();
    schedule.at(booking, () => {
      log.add('providers', 'bookInitialAssessment', recordedBooking(booking, startsAt), {
        referenceNumber,
        bookedFor,
      });
      if (!alsoAtProbation) return;
      const key = log.add('probation', 'bookAppointment', Math.max(last, made + 60_000), {
        crn,
        type: 'CRSSAA',
        startsAt: bookedFor,
      });
      log.add(
        'probation',
        'recordAppointmentOutcome',
        recordedInOffice(random, startsAt + 3_600_000, made + 120_000),
        {
          crn,
          appointmentId: recordId('probation', key),
          outcome: attended === 'NO' ? 'AFTA' : 'ATTC',
        },
      );
    });
    const done = startsAt + 60 * 60_000;
    over = done;
    schedule.at(done, () => {
      log.add('providers', 'recordInitialAssessment', recorded(done), { referenceNumber, attended });
    });
  }

  let approvedAt: Moment = 0;
  if (plan.approvedOn !== null) {
    const approvedOn = plan.approvedOn;
    const at = officeMoment(random, approvedOn);
    approvedAt = at;
    schedule.at(at, () => {
      log.add('providers', 'approveActionPlan', recorded(at), {
        referenceNumber,
        approvedOn: isoDate(approvedOn),
      });
    });
  }

  for (const { bookedOn, on, attended } of plan.sessions) {
    // The first sessions are agreed with the plan.
    const booking = Math.max(officeMoment(random, bookedOn), approvedAt);
    const startsAt = appointmentSlot(random, on);
    let sessionId = '';
    schedule.at(booking, () => {
      const key = log.add('providers', 'bookSession', recordedBooking(booking, startsAt), {
        referenceNumber,
        bookedFor: new Date(startsAt).toISOString(),
      });
      sessionId = recordId('providers', key);
    });
    const done = startsAt + 60 * 60_000;
    schedule.at(done, () => {
      log.add('providers', 'recordSession', recorded(done), { referenceNumber, sessionId, attended });
    });
  }

  for (const { type, on } of plan.outcomes) {
    const at = officeMoment(random, on);
    schedule.at(at, () => {
      log.add('providers', 'recordOutcome', recorded(at), {
        referenceNumber,
        type,
        achievedOn: isoDate(on),
      });
    });
  }

  const { on, status, reasonCode } = plan.ending;
  // The last thing of all: nothing else of the referral happens on that day.
  const at = officeMoment(random, on);
  schedule.at(at, () => {
    log.add('providers', 'endReferral', recorded(at), {
      referenceNumber,
      endedOn: isoDate(on),
      status,
      ...(reasonCode !== null && { reasonCode }),
    });
  });
  schedule.run();
  return plan.outcomes.filter((outcome) => outcome.type === 'EMPLOYMENT').map((outcome) => outcome.on);
}
