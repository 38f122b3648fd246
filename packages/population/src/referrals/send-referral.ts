import type { ComplexityName } from '../calibration/calibration.ts';
import type { Life } from '../life.ts';
import type { Random } from '../random.ts';
import { createSchedule } from '../schedule.ts';
import { isoDate } from '../time/day.ts';
import { officeMoment } from '../time/office-hours.ts';
import { drawKeyWorker } from './draw-key-worker.ts';
import { planReferral } from './plan-referral.ts';
import { createProviderLog } from './provider-log.ts';
import type { Referral, ReferralOccasion } from './referral.ts';

/** Decides the course of a referral, makes it at probation and sends it to the provider. */
export function sendReferral(random: Random, life: Life, occasion: ReferralOccasion): Referral {
  const { person, calibration, log } = life;
  const { referenceNumber, day, contract, caseRecorded } = occasion;
  const { crn } = person.identifiers;
  const complexity: ComplexityName = random.weighted(calibration.ete.complexity);
  const keyWorker = drawKeyWorker(
    life.random(`key worker ${referenceNumber}`),
    calibration.ete,
    person,
    contract,
  );
  const plan = planReferral(
    random,
    calibration,
    { sex: person.sex, complexity, load: keyWorker.load, lost: keyWorker.lost },
    occasion,
  );

  const made = Math.max(officeMoment(random, day), caseRecorded + 60_000);
  log.add('probation', 'makeEteReferral', made, {
    crn,
    madeOn: isoDate(day),
    contractReference: contract.reference,
    referenceNumber,
  });
  const sent = made + random.int(2, 30) * 60_000;
  log.add('providers', 'sendReferral', sent, {
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
  return {
    life,
    occasion,
    plan,
    keyWorker,
    made,
    log: createProviderLog(random, log, sent),
    schedule: createSchedule(),
  };
}
