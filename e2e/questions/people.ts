import { addDays, type PlainDate } from '@throughgate/domain';
import { answerTo } from './hub.ts';

let calls = 0;

/** Sends a mutation that must succeed; returns the id of its record, where it has one. */
export async function call(mutation: string, input: object, field = 'id'): Promise<string> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  calls += 1;
  const answer = await answerTo<Record<string, Record<string, string>>>(
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${field} } }`,
    { input: { idempotencyKey: `call ${calls}`, ...input } },
  );
  return answer[mutation]?.[field] ?? '';
}

/** Somebody with the numbers by which agencies know them, made of three digits. */
export function person(digits: string, sex: 'F' | 'M' = 'M') {
  const who = { forename: 'Robin', surname: `Person ${digits}`, dateOfBirth: '1980-02-03', sex };
  const prisonerNumber = `A0${digits}AA`;
  const crn = `X${digits}000`;
  const nino = `NC${digits}000A`;
  const hasCase = (openedOn: PlainDate) =>
    call('openCase', { crn, ...who, prisonerNumber, openedOn, deliveryUnitCode: 'N54DUR' }, 'crn');
  return {
    prisonerNumber,
    crn,
    nino,
    enters: async (prisonId: string, on: PlainDate, more: object = {}) => {
      await call('registerPrisoner', { prisonerNumber, ...who }, 'prisonerNumber');
      await call('receivePrisoner', {
        prisonerNumber,
        prisonId,
        at: `${on}T15:00:00.000Z`,
        reason: 'NEW_ADMISSION',
        ...more,
      });
    },
    sentenced: (days: number, imposedOn: PlainDate, more: object = {}) => {
      const sentenceExpiry = addDays(imposedOn, days - 1);
      return call('imposeSentence', { prisonerNumber, days, imposedOn, sentenceExpiry, ...more });
    },
    leaves: (on: PlainDate, more: object = {}) =>
      call('releasePrisoner', { prisonerNumber, at: `${on}T09:00:00.000Z`, reason: 'RELEASED', ...more }),
    seenByAdviser: async (on: PlainDate) => {
      const interviewId = await call('bookAdviserInterview', {
        prisonerNumber,
        purpose: 'PRE_RELEASE',
        bookedFor: `${on}T10:00:00.000Z`,
      });
      await call('recordAdviserInterview', {
        prisonerNumber,
        interviewId,
        held: true,
        minutes: 30,
        topics: ['NEW_CLAIM', 'JOB_SEARCH'],
      });
    },
    claimant: () => call('registerClaimant', { nino, ...who, prisonerNumber, office: 'Durham' }, 'nino'),
    returns: (prisonId: string, on: PlainDate, reason: string, more: object = {}) =>
      call('receivePrisoner', { prisonerNumber, prisonId, at: `${on}T15:00:00.000Z`, reason, ...more }),
    hasCase,
    /** A probation case with a licence, its practitioner and the first appointment. */
    onLicence: async (from: PlainDate, to: PlainDate) => {
      await hasCase(from);
      await call(
        'allocateManager',
        { crn, staffCode: 'N54A001', name: 'Sam Officer', deliveryUnitCode: 'N54DUR', allocatedOn: from },
        'crn',
      );
      await call('activateLicence', {
        crn,
        kind: 'CRD',
        startDate: from,
        endDate: to,
        additionalConditions: [],
      });
      await call('bookAppointment', { crn, type: 'COAI', startsAt: `${addDays(from, 1)}T10:00:00.000Z` });
    },
    pathway: (pathway: string, status: string, changedOn: PlainDate, more: object = {}) =>
      call('setPathway', { prisonerNumber, pathway, status, changedOn, ...more }),
    address: (kind: string, knownOn: PlainDate) =>
      call('setReleaseAddress', { prisonerNumber, kind, knownOn }),
    bank: async (sentOn: PlainDate, refusedReason: string | null) => {
      const applicationId = await call('applyForBankAccount', {
        prisonerNumber,
        bank: 'Example Bank',
        sentOn,
      });
      await call('answerBankApplication', {
        prisonerNumber,
        applicationId,
        answeredOn: addDays(sentOn, 7),
        refusedReason,
      });
    },
    identity: (kind: string, issuedOn: PlainDate, withPhotograph: boolean) =>
      call('issueIdentity', { prisonerNumber, kind, issuedOn, withPhotograph }),
    /** In custody for a time, known to the Jobcentre, and released. */
    isReleased: async (on: PlainDate) => {
      await call('registerPrisoner', { prisonerNumber, ...who }, 'prisonerNumber');
      const at = `${addDays(on, -91)}T15:00:00.000Z`;
      await call('receivePrisoner', { prisonerNumber, prisonId: 'DMI', at, reason: 'NEW_ADMISSION' });
      await call('releasePrisoner', { prisonerNumber, at: `${on}T09:00:00.000Z`, reason: 'RELEASED' });
      await call('registerClaimant', { nino, ...who, prisonerNumber, office: 'Durham' }, 'nino');
    },
    claims: (openedOn: PlainDate, more: object = {}) =>
      call('openClaim', { nino, benefit: 'UC', openedOn, ...more }),
    firstPaid: (claimId: string, paidOn: PlainDate) =>
      call('recordFirstPayment', { nino, claimId, paidOn, amountPence: 40_014 }),
    /** A job found by a provider, and its first wage. */
    earns: async (from: PlainDate, paidOn: PlainDate) => {
      const referenceNumber = `AB8${digits}EJ`;
      const contractReference = 'DN535743';
      await call(
        'sendReferral',
        {
          referenceNumber,
          prisonerNumber,
          ...who,
          contractReference,
          referredOn: addDays(from, -20),
          complexity: 'LOW',
        },
        'referenceNumber',
      );
      await call('bookInitialAssessment', {
        referenceNumber,
        bookedFor: `${addDays(from, -14)}T10:00:00.000Z`,
      });
      await call('recordInitialAssessment', { referenceNumber, attended: 'YES' });
      const outcomeId = await call('recordOutcome', {
        referenceNumber,
        type: 'EMPLOYMENT',
        achievedOn: from,
        job: { employer: 'Example Builders', hoursPerWeek: 37.5, shifts: [] },
      });
      await call('recordFirstWage', { referenceNumber, outcomeId, paidOn, amountPence: 30_000 });
    },
    claimsInAdvance: (claimedOn: PlainDate, releaseExpectedOn: PlainDate) =>
      call('makeAdvanceClaim', { nino, benefit: 'UC', claimedOn, madeAt: 'PRISON', releaseExpectedOn }),
    /** A mentor of the Minerva project at the gate. */
    metByMinerva: (on: PlainDate) =>
      call(
        'startEpisode',
        {
          referenceNumber: `AB8${digits}EP`,
          programmeCode: 'MINERVA',
          prisonerNumber,
          ...who,
          voluntary: true,
          startedOn: on,
          releaseOn: on,
          metAtGate: true,
          mentor: { name: 'Kit Mentor', formerPeer: true },
        },
        'referenceNumber',
      ),
  };
}

/** Somebody with the numbers by which agencies know them. */
export type Person = ReturnType<typeof person>;

/** Does one thing after the other. */
export async function inTurn(...steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const step of steps) await step();
}
