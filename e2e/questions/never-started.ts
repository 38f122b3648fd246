import { makeCrn, makeNino, makePrisonerNumber, makeReferenceNumber, partId } from '@throughgate/domain';
import { beforeAll, expect, it } from 'vitest';
import { answerTo, soon, write } from './hub.ts';

// Why do referrals never start, and does co-location or caseload change it? A contract's September: four of the month never started,
// Fay goes on, and what lies outside the month is not counted.

const query = `query WhyDoTheyNotStart($contract: ID!, $from: Date!, $to: Date!, $fromMoment: DateTime!, $toMoment: DateTime!) {
  contract(reference: $contract) {
    title targets { month referrals } keyWorkers(on: $to) { code coLocated deliveryUnit { code name } caseload(on: $to) }
    referrals(filter: { referredFrom: $from, referredTo: $to, status: [WITHDRAWN, CANCELLED] }, first: 500) {
      totalCount
      edges { node {
        referenceNumber referredOn sex complexity ending { endedOn reasonCode reason }
        assessments { bookedFor attended } keyWorkers { keyWorker { code coLocated } from to }
        offender {
          clashes(from: $fromMoment, to: $toMoment) { kind startsAt }
          spells(filter: { kinds: [CUSTODY, EMPLOYMENT, SUPERVISION], from: $from }) { kind from to }
          benefits { signings(from: $fromMoment, to: $toMoment) { dueAt status } sanctions { from to } }
        }
      } }
    }
  }
}`;

const contract = 'DN535743';
const variables = {
  contract,
  from: '2026-09-01',
  to: '2026-09-30',
  fromMoment: '2026-08-31T23:00:00.000Z',
  toMoment: '2026-09-30T23:00:00.000Z',
};

const names = ['Ada', 'Ben', 'Cal', 'Dee', 'Eve', 'Fay'] as const;
type Name = (typeof names)[number];
const numberOf = (name: Name) => 94_000 + names.indexOf(name);
const referenceOf = (name: Name) => makeReferenceNumber(numberOf(name), 'ED');
const crnOf = (name: Name) => makeCrn(numberOf(name));
const ninoOf = (name: Name) => makeNino(numberOf(name));
const prisonerNumberOf = (name: Name) => makePrisonerNumber(numberOf(name));
const sexOf = (name: Name) => (['Ben', 'Cal'].includes(name) ? 'M' : 'F');
const person = (name: Name) => ({
  forename: name,
  surname: 'Referred',
  dateOfBirth: '1991-07-08',
  sex: sexOf(name),
});

/** Sits in a probation office; the other does not. */
const coLocated = { code: 'KW17', name: 'Sam Worker', deliveryUnitCode: 'N50MANC' };
const elsewhere = { code: 'KW18', name: 'Kim Worker' };

const refer = (name: Name, referredOn: string, complexity: string, more: object = {}) =>
  write('providers', 'sendReferral', {
    referenceNumber: referenceOf(name),
    crn: crnOf(name),
    ...person(name),
    contractReference: contract,
    referredOn,
    complexity,
    ...more,
  });

const assign = (name: Name, worker: object, assignedOn: string) =>
  write('providers', 'assignKeyWorker', { referenceNumber: referenceOf(name), ...worker, assignedOn });

const assessment = (name: Name, mutation: string, bookedFor: string, endsAt: string) =>
  write('providers', mutation, { referenceNumber: referenceOf(name), bookedFor, endsAt });

const end = (name: Name, status: string, endedOn: string, reasonCode: string) =>
  write('providers', 'endReferral', { referenceNumber: referenceOf(name), status, endedOn, reasonCode });

const openCase = (name: Name, more: object = {}) =>
  write('probation', 'openCase', {
    crn: crnOf(name),
    ...person(name),
    openedOn: '2026-08-03',
    deliveryUnitCode: 'N50MANC',
    ...more,
  });

/** Ada's signing falls into her assessment: she signs, and is sanctioned none the less, for another failure. */
async function recordAda(): Promise<void> {
  const nino = ninoOf('Ada');
  const officeCode = 'JCP-CHEETHAM';
  await write('jobcentre', 'registerClaimant', { nino, officeCode, ...person('Ada') });
  await openCase('Ada', { nino });
  await write('probation', 'startOrder', {
    crn: crnOf('Ada'),
    type: 'COMMUNITY_ORDER',
    startDate: '2026-08-03',
    endDate: '2027-08-02',
    requirements: [{ type: 'REHABILITATION_ACTIVITY' }],
  });
  const claimId = await write('jobcentre', 'openClaim', { nino, benefit: 'UC', openedOn: '2026-07-06' });
  const scheduleId = await write('jobcentre', 'scheduleSigning', {
    nino,
    officeCode,
    firstAt: '2026-09-15T10:30:00.000+01:00',
    until: '2026-09-30',
  });
  const signingId = partId(scheduleId, '2026-09-15');
  await write('jobcentre', 'recordSigning', { nino, signingId, status: 'SIGNED' });
  const sanctionId = await write('jobcentre', 'proposeSanction', {
    nino,
    claimId,
    failedOn: '2026-09-07',
    failure: 'WORK_SEARCH',
    level: 'LOW',
    proposedOn: '2026-09-09',
    from: '2026-09-16',
    to: '2026-10-13',
  });
  await write('jobcentre', 'decideSanction', { nino, sanctionId, decidedOn: '2026-09-16' });
  await refer('Ada', '2026-09-07', 'HIGH');
  await assign('Ada', coLocated, '2026-09-08');
  await assessment(
    'Ada',
    'bookInitialAssessment',
    '2026-09-15T10:00:00.000+01:00',
    '2026-09-15T11:00:00.000+01:00',
  );
  await write('providers', 'recordInitialAssessment', {
    referenceNumber: referenceOf('Ada'),
    attended: 'NO',
  });
  await end('Ada', 'WITHDRAWN', '2026-09-28', 'NOT');
}

/** Ben is handed over between workers, and back in prison before anybody assessed him. */
async function recordBen(): Promise<void> {
  const prisonerNumber = prisonerNumberOf('Ben');
  await write('prisons', 'registerPrisoner', { prisonerNumber, ...person('Ben') });
  await openCase('Ben', { prisonerNumber });
  await refer('Ben', '2026-09-10', 'LOW');
  await assign('Ben', coLocated, '2026-09-11');
  await assign('Ben', elsewhere, '2026-09-16');
  await write('prisons', 'receivePrisoner', {
    prisonerNumber,
    prisonId: 'MRI',
    at: '2026-09-21T15:00:00.000Z',
    reason: 'NEW_ADMISSION',
  });
  await end('Ben', 'CANCELLED', '2026-09-22', 'REC');
}

/** Cal found work under a referral of August, and did not need the second. */
async function recordCal(): Promise<void> {
  await openCase('Cal');
  const first = { referenceNumber: makeReferenceNumber(94_100, 'ED') };
  await refer('Cal', '2026-08-10', 'MEDIUM', first);
  await write('providers', 'assignKeyWorker', { ...first, ...elsewhere, assignedOn: '2026-08-11' });
  await write('providers', 'bookInitialAssessment', { ...first, bookedFor: '2026-08-17T09:00:00.000Z' });
  await write('providers', 'recordInitialAssessment', { ...first, attended: 'YES' });
  await refer('Cal', '2026-09-14', 'MEDIUM');
  await assign('Cal', elsewhere, '2026-09-15');
  await assessment(
    'Cal',
    'bookInitialAssessment',
    '2026-09-22T09:00:00.000+01:00',
    '2026-09-22T10:00:00.000+01:00',
  );
  await assessment(
    'Cal',
    'rebookInitialAssessment',
    '2026-09-24T09:00:00.000+01:00',
    '2026-09-24T10:00:00.000+01:00',
  );
  await write('providers', 'recordOutcome', {
    ...first,
    type: 'EMPLOYMENT',
    achievedOn: '2026-09-23',
    job: { employer: 'Example Bakery', shifts: [] },
  });
  await end('Cal', 'WITHDRAWN', '2026-09-30', 'NEE');
}

/** Eve is referred from prison on the last day, without a case, and assigned after it. */
async function recordEve(): Promise<void> {
  const prisonerNumber = prisonerNumberOf('Eve');
  await write('prisons', 'registerPrisoner', { prisonerNumber, ...person('Eve') });
  await write('prisons', 'receivePrisoner', {
    prisonerNumber,
    prisonId: 'STI',
    at: '2026-08-17T15:00:00.000Z',
    reason: 'NEW_ADMISSION',
  });
  await refer('Eve', '2026-09-30', 'LOW', { crn: null, prisonerNumber });
  await assign('Eve', coLocated, '2026-10-01');
  await end('Eve', 'CANCELLED', '2026-10-05', 'MIS');
}

/** Dee was referred the day before the month; Fay still waits, and is on her worker's caseload. */
async function recordOthers(): Promise<void> {
  await refer('Dee', '2026-08-31', 'LOW');
  await end('Dee', 'WITHDRAWN', '2026-09-14', 'NOT');
  await refer('Fay', '2026-09-08', 'MEDIUM');
  await assign('Fay', coLocated, '2026-09-09');
}

/** Why did referrals never start? */
export function neverStarted(): void {
  beforeAll(async () => {
    await write('providers', 'setReferralTarget', {
      contractReference: contract,
      month: '2026-09-01',
      referrals: 12,
    });
    await Promise.all([recordAda(), recordBen(), recordCal(), recordEve(), recordOthers()]);
  }, 120_000);

  it(
    'lists those of the month that ended before they began, with what else happened to the people',
    soon(async () => {
      const answer = await answerTo<{ contract: Record<string, unknown> }>(query, variables);
      const { referrals, ...about } = answer.contract as { referrals: object };
      expect(about).toEqual({
        title: 'GM - ETE',
        targets: [{ month: '2026-09-01', referrals: 12 }],
        keyWorkers: [
          {
            code: 'KW17',
            coLocated: true,
            deliveryUnit: { code: 'N50MANC', name: 'Manchester North' },
            caseload: 1,
          },
          { code: 'KW18', coLocated: false, deliveryUnit: null, caseload: 1 },
        ],
      });
      const sam = { code: 'KW17', coLocated: true };
      const kim = { code: 'KW18', coLocated: false };
      expect(referrals).toEqual({
        totalCount: 4,
        edges: [
          {
            node: {
              referenceNumber: referenceOf('Ada'),
              referredOn: '2026-09-07',
              sex: 'F',
              complexity: 'HIGH',
              ending: { endedOn: '2026-09-28', reasonCode: 'NOT', reason: 'Not engaged' },
              assessments: [{ bookedFor: '2026-09-15T09:00:00.000Z', attended: 'NO' }],
              keyWorkers: [{ keyWorker: sam, from: '2026-09-08', to: '2026-09-28' }],
              offender: {
                clashes: [{ kind: 'SIGNING_AGAINST_APPOINTMENT', startsAt: '2026-09-15T09:30:00.000Z' }],
                spells: [{ kind: 'SUPERVISION', from: '2026-08-03', to: '2027-08-02' }],
                benefits: [
                  {
                    signings: [
                      { dueAt: '2026-09-15T09:30:00.000Z', status: 'SIGNED' },
                      { dueAt: '2026-09-29T09:30:00.000Z', status: 'DUE' },
                    ],
                    sanctions: [{ from: '2026-09-16', to: '2026-10-13' }],
                  },
                ],
              },
            },
          },
          {
            node: {
              referenceNumber: referenceOf('Ben'),
              referredOn: '2026-09-10',
              sex: 'M',
              complexity: 'LOW',
              ending: {
                endedOn: '2026-09-22',
                reasonCode: 'REC',
                reason: 'Service user has been recalled',
              },
              assessments: [],
              keyWorkers: [
                { keyWorker: sam, from: '2026-09-11', to: '2026-09-16' },
                { keyWorker: kim, from: '2026-09-16', to: '2026-09-22' },
              ],
              offender: {
                clashes: [],
                spells: [{ kind: 'CUSTODY', from: '2026-09-21', to: null }],
                benefits: [],
              },
            },
          },
          {
            node: {
              referenceNumber: referenceOf('Cal'),
              referredOn: '2026-09-14',
              sex: 'M',
              complexity: 'MEDIUM',
              ending: {
                endedOn: '2026-09-30',
                reasonCode: 'NEE',
                reason: 'Needs met through another route',
              },
              assessments: [
                { bookedFor: '2026-09-22T08:00:00.000Z', attended: null },
                { bookedFor: '2026-09-24T08:00:00.000Z', attended: null },
              ],
              keyWorkers: [{ keyWorker: kim, from: '2026-09-15', to: '2026-09-30' }],
              offender: {
                clashes: [],
                spells: [{ kind: 'EMPLOYMENT', from: '2026-09-23', to: null }],
                benefits: [],
              },
            },
          },
          {
            node: {
              referenceNumber: referenceOf('Eve'),
              referredOn: '2026-09-30',
              sex: 'F',
              complexity: 'LOW',
              ending: {
                endedOn: '2026-10-05',
                reasonCode: 'MIS',
                reason: 'Referral was made by mistake',
              },
              assessments: [],
              keyWorkers: [{ keyWorker: sam, from: '2026-10-01', to: '2026-10-05' }],
              offender: {
                clashes: [],
                spells: [{ kind: 'CUSTODY', from: '2026-08-17', to: null }],
                benefits: [],
              },
            },
          },
        ],
      });
    }),
  );
}
