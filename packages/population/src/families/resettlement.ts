import { recordId } from '@throughgate/domain';
import { releaseKnownOn } from '../custody/plan-key-dates.ts';
import type { Stay } from '../custody/stay.ts';
import type { Random, Weighted } from '../random.ts';
import type { RecordFamily } from '../record-family.ts';
import type { StepInputs } from '../step.ts';
import type { StepLog } from '../step-log.ts';
import { type Day, dayOf, isoDate, type Moment } from '../time/day.ts';
import { londonMoment } from '../time/london.ts';

type Address = StepInputs['prisons']['setReleaseAddress']['kind'];

/** Community accommodation for people who would be homeless exists since 2021. */
const temporaryAccommodationFrom = dayOf('2021-07-01');

/** Where people go. 84 to 86% are housed on the first night (Community Performance statistics, 2022 to 2025). */
function addresses(day: Day): Weighted<Address> {
  const housed = day >= temporaryAccommodationFrom ? 0.05 : 0;
  return [
    ['SETTLED', 0.6],
    ['TEMPORARY', 0.17 - housed / 2],
    ['APPROVED_PREMISES', 0.07],
    ['CAS3', housed],
    ['HOMELESS', 0.15],
  ];
}

/** Banks that open accounts in prison; invented names. */
const banks = ['Northern Union Bank', 'Severn Mutual', 'High Street Bank'] as const;

/** Twelve weeks before release, when its preparation begins (Hull, in DWP research report 784). */
const preRelease = 84;

interface Office {
  readonly stay: Stay;
  readonly random: Random;
  readonly log: StepLog;
}

/** A day of the stay between so many days before its end, on which the prison's office can do something; null without one. */
function dayBefore({ stay, random }: Office, most: number, least: number): Day | null {
  const { from, to, sentence } = stay.plan;
  const first = Math.max(from, sentence?.imposedOn ?? from) + 2;
  const day = to - random.int(least, most);
  return day >= first && day < to ? day : null;
}

/** In the afternoon, some minutes after the day's other things. */
function at({ random }: Office, day: Day): Moment {
  return londonMoment(day, 14 * 60 + random.int(0, 150));
}

/** Where the person is to live, as far as the prison learns it. */
function writeAddress(office: Office): void {
  const { stay, random, log } = office;
  const day = dayBefore(office, 40, 3);
  if (day === null || !random.chance(0.6)) return;
  log.add('prisons', 'setReleaseAddress', at(office, day), {
    prisonerNumber: stay.life.person.identifiers.prisonerNumber,
    kind: random.weighted(addresses(day)),
    knownOn: isoDate(day),
  });
}

/** A document by which the person can show who they are: the discharge form, with a photograph or without, or a certificate. */
function writeIdentity(office: Office): void {
  const { stay, random, log } = office;
  const day = dayBefore(office, 12, 1);
  if (day === null || !random.chance(0.3)) return;
  const form = random.chance(0.7);
  const withPhotograph = form && random.chance(0.5);
  log.add('prisons', 'issueIdentity', at(office, day), {
    prisonerNumber: stay.life.person.identifiers.prisonerNumber,
    kind: form ? 'B79_DISCHARGE_FORM' : random.pick(['BIRTH_CERTIFICATE', 'CITIZEN_CARD'] as const),
    issuedOn: isoDate(day),
    withPhotograph,
    ...(withPhotograph && { acceptedByBank: random.chance(0.6), acceptedByJobcentre: random.chance(0.8) }),
  });
}

/** An application for a bank account, which the bank may not answer before the release. */
function writeBank(office: Office): void {
  const { stay, random, log } = office;
  const { prisonerNumber } = stay.life.person.identifiers;
  const sentOn = dayBefore(office, 60, 20);
  if (sentOn === null || !random.chance(0.25)) return;
  const key = log.add('prisons', 'applyForBankAccount', at(office, sentOn), {
    prisonerNumber,
    bank: random.pick(banks),
    sentOn: isoDate(sentOn),
  });
  const answeredOn = sentOn + random.int(7, 30);
  if (answeredOn >= stay.plan.to) return;
  log.add('prisons', 'answerBankApplication', at(office, answeredOn), {
    prisonerNumber,
    applicationId: recordId('prisons', key),
    answeredOn: isoDate(answeredOn),
    ...(random.chance(0.3) && { refusedReason: 'Credit history' }),
  });
}

/** Advice on housing that was asked for, and given to some. */
function writeHousing(office: Office): void {
  const { stay, random, log } = office;
  const asked = dayBefore(office, 70, 10);
  if (asked === null || !random.chance(0.25)) return;
  const answered = asked + random.int(2, 8);
  const told = random.chance(0.6) && answered < stay.plan.to;
  const day = told ? answered : asked;
  log.add('prisons', 'setPathway', at(office, day), {
    prisonerNumber: stay.life.person.identifiers.prisonerNumber,
    pathway: 'ACCOMMODATION',
    status: told ? 'IN_PROGRESS' : 'SUPPORT_REQUIRED',
    changedOn: isoDate(day),
    askedOn: isoDate(asked),
    ...(told && { answeredOn: isoDate(answered) }),
  });
}

/** The move to the wing where release is prepared, in longer stays. */
function writePhase(office: Office): void {
  const { stay, random, log } = office;
  const { plan, revisions, route } = stay;
  const day = dayBefore(office, preRelease - 6, preRelease - 20);
  if (day === null || !random.chance(0.5) || route.moves.some((move) => move.day === day)) return;
  const release = releaseKnownOn(plan, revisions, day);
  if (release === null || plan.sentence === null || release - day > preRelease - 4) return;
  log.add('prisons', 'enterPhase', at(office, day), {
    prisonerNumber: stay.life.person.identifiers.prisonerNumber,
    phase: 'PRE_RELEASE',
    phaseFrom: isoDate(day),
    unit: 'Resettlement unit',
  });
}

/** What a prison prepares for a release: address, identity, bank account, housing advice, the pre-release wing. */
export const resettlement: RecordFamily = {
  name: 'resettlement',
  write({ custody }, _life, random, log) {
    for (const [number, { stay }] of custody.entries()) {
      const office = { stay, random, log };
      writePhase(office);
      writeHousing(office);
      // A bank that has not answered yet takes no other application: people apply in their first stay.
      if (number === 0) writeBank(office);
      writeAddress(office);
      writeIdentity(office);
    }
  },
};
