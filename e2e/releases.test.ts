import { addDays, type PlainDate } from '@throughgate/domain';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Answer, ask } from './support/hub-process.ts';
import { type Services, startServices } from './support/services.ts';

// Two questions of the commissioner's, asked of a whole hub: who was released with nothing in place, and how long people waited for
// their first money. What the agencies recorded goes in by their mutations, each agency in a process of its own.

let hub: Services;
beforeAll(async () => {
  hub = await startServices();
}, 120_000);
afterAll(() => hub[Symbol.asyncDispose]());

let calls = 0;

/** Sends a mutation that must succeed; returns the id of its record, where it has one. */
async function call(mutation: string, input: object, field = 'id'): Promise<string> {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  calls += 1;
  const { data, errors } = await ask<Record<string, Record<string, string>>>(
    hub.url,
    `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${field} } }`,
    { input: { idempotencyKey: `call ${calls}`, ...input } },
  );
  if (errors) throw new Error(`${mutation}: ${JSON.stringify(errors)}`);
  return data?.[mutation]?.[field] ?? '';
}

/** Somebody with the numbers by which agencies know them, made of three digits. */
function person(digits: string, sex: 'F' | 'M' = 'M') {
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
    claims: (openedOn: PlainDate) => call('openClaim', { nino, benefit: 'UC', openedOn }),
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

type Person = ReturnType<typeof person>;

/** A check that holds soon, when the events of what was recorded have come to outcomes. */
const soon = (check: () => Promise<void>) => () => vi.waitFor(check, { timeout: 30_000, interval: 100 });

/** Does one thing after the other. */
async function inTurn(...steps: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const step of steps) await step();
}

interface Release {
  readonly daysServed: number;
  readonly sentenceDays: number | null;
  readonly category: string | null;
  readonly gaps:
    | readonly { kind: string; owner: string; openSince: string | null; evidence: { title: string }[] }[]
    | null;
  readonly unknown: readonly string[] | null;
  readonly responsible: readonly { agency: string; name: string; role: string }[];
  readonly offender: { readonly identifiers: { readonly prisonerNumbers: readonly string[] } };
}

interface Releases {
  readonly releases: { readonly totalCount: number; readonly edges: readonly { readonly node: Release }[] };
  readonly nobody: { readonly totalCount: number };
}

/** The question of the list, as the commissioner's screen asks it. */
const releasedWithNothing = `query ReleasedWithNothing($from: Date!, $to: Date!, $regions: [ID!]) {
  releases(filter: { from: $from, to: $to, regionCodes: $regions, sentenceUnderMonths: 12 }, first: 500) {
    totalCount
    edges {
      node {
        releasedAt daysServed sentenceDays category milesHome prison { id }
        offender {
          id identifiers { crns prisonerNumbers ninos }
          custody { resettlement {
            phase releaseAddress { kind }
            identity { kind withPhotograph issuedOn acceptedByBank } bank { sentOn openedOn refusedReason }
            pathways { pathway status askedOn answeredOn }
          } }
          episodes { programme { name } metAtGate visitPlan { plannedBefore doneBefore plannedAfter doneAfter onTrack } }
        }
        gaps { kind owner openSince evidence { occurredAt agency title } }
        unknown
        responsible { agency role name from to basis }
        firstMoney { source paidOn daysFromRelease } daysWithoutMoney
        booking { adviserInterviews { bookedFor held minutes topics notHeldReason } }
      }
    }
  }
  nobody: releases(filter: { from: $from, to: $to, regionCodes: $regions, sentenceUnderMonths: 12, gaps: [NOBODY_RESPONSIBLE] }) { totalCount }
}`;

const may2011 = { from: '2011-05-01', to: '2011-05-31' };
const june = { from: '2026-06-01', to: '2026-06-30' };

async function asked(period: object): Promise<Answer<Releases>> {
  return ask<Releases>(hub.url, releasedWithNothing, { ...period, regions: null });
}

/** The releases of a period by prisoner number. */
async function releasesOf(period: object): Promise<Record<string, Release>> {
  const { data, errors } = await asked(period);
  expect(errors).toBeUndefined();
  const nodes = data?.releases.edges.map(({ node }) => node) ?? [];
  expect(data?.releases.totalCount).toBe(nodes.length);
  return Object.fromEntries(nodes.map((node) => [node.offender.identifiers.prisonerNumbers[0] ?? '', node]));
}

const kindsOf = (release: Release | undefined) => release?.gaps?.map(({ kind }) => kind);

describe('released from a short sentence with nothing in place', () => {
  const durham = person('708');
  const again = person('710');
  const lowNewton = person('712', 'F');
  const everything = person('801');
  const remand = person('802');
  const transferred = person('803');
  const withoutPhotograph = person('804');
  const minerva = person('805');
  const before = person('901');
  const between = person('902');

  beforeAll(async () => {
    await Promise.all([
      // Five months, two weeks to go, nobody seen, no account, bad credit, no home (2:708).
      inTurn(
        () => durham.enters('DMI', '2026-03-20'),
        () => durham.sentenced(150, '2026-03-20'),
        () => durham.bank('2026-05-04', 'Credit history'),
        () => durham.pathway('ACCOMMODATION', 'SUPPORT_REQUIRED', '2026-05-18'),
        () => durham.leaves('2026-06-03'),
        () => durham.onLicence('2026-06-03', '2026-08-16'),
      ),
      // Inside before, no home, no money, and the benefit his own business (2:710).
      inTurn(
        () => again.enters('DMI', '2025-09-01'),
        () => again.sentenced(120, '2025-09-01'),
        () => again.leaves('2025-10-30'),
        () => again.returns('DMI', '2026-03-09', 'NEW_ADMISSION'),
        () => again.sentenced(180, '2026-03-09'),
        () => again.address('HOMELESS', '2026-05-20'),
        () => again.leaves('2026-06-05'),
        () => again.onLicence('2026-06-05', '2026-09-04'),
      ),
      // 42 days, seen about benefits and work; asked for housing advice, got none, goes to her mother's at first (2:712).
      inTurn(
        () => lowNewton.enters('LNI', '2026-05-22'),
        () => lowNewton.sentenced(42, '2026-05-22'),
        () => lowNewton.seenByAdviser('2026-06-02'),
        () => lowNewton.pathway('ACCOMMODATION', 'SUPPORT_REQUIRED', '2026-06-01', { askedOn: '2026-06-01' }),
        () => lowNewton.address('TEMPORARY', '2026-06-08'),
        () => lowNewton.claimant(),
        () => lowNewton.claimsInAdvance('2026-06-02', '2026-06-11'),
        () => lowNewton.leaves('2026-06-11'),
        () => lowNewton.onLicence('2026-06-11', '2026-07-02'),
      ),
      // Everything in place.
      inTurn(
        () => everything.enters('LEI', '2026-03-02'),
        () => everything.sentenced(200, '2026-03-02'),
        () => everything.seenByAdviser('2026-05-11'),
        () => everything.identity('CITIZEN_CARD', '2026-05-12', true),
        () => everything.bank('2026-05-12', null),
        () => everything.pathway('DRUGS_AND_ALCOHOL', 'SUPPORT_NOT_REQUIRED', '2026-05-12'),
        () => everything.address('SETTLED', '2026-05-20'),
        () => everything.claimant(),
        () => everything.claimsInAdvance('2026-05-18', '2026-06-09'),
        () => everything.leaves('2026-06-09'),
        () => everything.onLicence('2026-06-09', '2026-09-17'),
      ),
      // From remand; and to another prison on the day.
      inTurn(
        () => remand.enters('LEI', '2026-05-04', { legalStatus: 'REMAND' }),
        () => remand.leaves('2026-06-10'),
      ),
      inTurn(
        () => transferred.enters('LEI', '2026-04-01'),
        () => transferred.sentenced(160, '2026-04-01'),
        () => transferred.leaves('2026-06-10', { reason: 'TRANSFERRED', toPrisonId: 'HMI' }),
      ),
      // A discharge form without a photograph.
      inTurn(
        () => withoutPhotograph.enters('LEI', '2026-04-01'),
        () => withoutPhotograph.sentenced(140, '2026-04-01'),
        () => withoutPhotograph.seenByAdviser('2026-05-26'),
        () => withoutPhotograph.identity('B79_DISCHARGE_FORM', '2026-06-10', false),
        () => withoutPhotograph.claimant(),
        () => withoutPhotograph.claimsInAdvance('2026-05-27', '2026-06-10'),
        () => withoutPhotograph.leaves('2026-06-10'),
        () => withoutPhotograph.onLicence('2026-06-10', '2026-08-18'),
      ),
      // Minerva at the gate: probation has a case, and no licence.
      inTurn(
        () => minerva.enters('HMI', '2026-03-02'),
        () => minerva.sentenced(200, '2026-03-02'),
        () => minerva.hasCase('2026-03-02'),
        () => minerva.leaves('2026-06-12'),
        () => minerva.metByMinerva('2026-06-12'),
      ),
      // Short sentences of other times: before the Offender Rehabilitation Act, and under it.
      inTurn(
        () => before.enters('DMI', '2011-03-01'),
        () => before.sentenced(150, '2011-03-01'),
        () => before.leaves('2011-05-14'),
      ),
      inTurn(
        () => between.enters('DMI', '2016-03-01'),
        () => between.sentenced(150, '2016-03-01'),
        () => between.leaves('2016-05-14'),
      ),
    ]);
  }, 120_000);

  it(
    'six are released, from sentences; remand and transfer are none',
    soon(async () => {
      const found = await releasesOf(june);
      expect(Object.keys(found).sort()).toEqual(
        [durham, again, lowNewton, everything, withoutPhotograph, minerva]
          .map((one) => one.prisonerNumber)
          .sort(),
      );
      expect(found[durham.prisonerNumber]).toMatchObject({
        daysServed: 75,
        sentenceDays: 150,
        category: 'LICENCE',
      });
    }),
  );

  it(
    'each with what was not in place, and with what nobody knows apart',
    soon(async () => {
      const found = await releasesOf(june);
      expect(kindsOf(found[durham.prisonerNumber])).toEqual([
        'ADVISER_NOT_SEEN',
        'NO_CLAIM',
        'NO_BANK_ACCOUNT',
        'NO_ADDRESS',
      ]);
      expect(kindsOf(found[again.prisonerNumber])).toEqual(['ADVISER_NOT_SEEN', 'NO_CLAIM', 'NO_ADDRESS']);
      expect(found[lowNewton.prisonerNumber]?.gaps).toEqual([
        {
          kind: 'NO_ADDRESS',
          owner: 'prisons',
          openSince: '2026-06-01',
          evidence: [
            {
              occurredAt: '2026-05-31T23:00:00.000Z',
              agency: 'prisons',
              title: 'Resettlement, accommodation: support required',
            },
          ],
        },
      ]);
      expect(kindsOf(found[everything.prisonerNumber])).toEqual([]);
      expect(found[everything.prisonerNumber]?.unknown).toEqual(['JOB_NOT_CONTACTED']);
      expect(kindsOf(found[withoutPhotograph.prisonerNumber])).toEqual(['NO_IDENTITY']);
      expect(kindsOf(found[minerva.prisonerNumber])).not.toContain('NOBODY_RESPONSIBLE');
      expect(found[minerva.prisonerNumber]?.responsible).toMatchObject([
        { agency: 'providers', role: 'Mentor', name: 'Kit Mentor' },
      ]);
    }),
  );

  it(
    'under nobody, on licence with supervision, or on licence, by the law of the day',
    soon(async () => {
      const then = await releasesOf(may2011);
      expect(then[before.prisonerNumber]).toMatchObject({ category: 'NOBODY', responsible: [] });
      expect(kindsOf(then[before.prisonerNumber])).toContain('NOBODY_RESPONSIBLE');
      const { data } = await asked(may2011);
      expect(data?.nobody.totalCount).toBe(1);
      const later = await releasesOf({ from: '2016-05-01', to: '2016-05-31' });
      expect(later[between.prisonerNumber]).toMatchObject({ category: 'LICENCE_AND_SUPERVISION' });
    }),
  );
});

describe('the days from the gate to the first money', () => {
  const dayZero = '2026-08-03';
  const day = (count: number) => addDays(dayZero, count);
  const [a, b, c, d, e, f, g, h] = ['501', '502', '503', '504', '505', '506', '507', '508'].map((digits) =>
    person(digits),
  ) as [Person, Person, Person, Person, Person, Person, Person, Person];

  beforeAll(async () => {
    await Promise.all([
      // In advance, paid on day 14.
      inTurn(
        () => a.enters('DMI', '2026-05-04'),
        () => a.claimant(),
        async () => {
          const claimId = await a.claimsInAdvance('2026-07-20', dayZero);
          await a.leaves(dayZero);
          await call('startEntitlement', { nino: a.nino, claimId, entitledFrom: dayZero });
          await a.firstPaid(claimId, day(14));
        },
      ),
      // Claimed on day 0, paid on day 36.
      inTurn(
        () => b.isReleased(dayZero),
        async () => b.firstPaid(await b.claims(dayZero), day(36)),
      ),
      // A grant on day 3, benefit on day 40.
      inTurn(
        () => c.isReleased(dayZero),
        async () => {
          const { nino } = c;
          const claimId = await c.claims(dayZero);
          const grantId = await call('applyForGrant', { nino, kind: 'LOCAL_WELFARE', appliedOn: day(1) });
          await call('decideGrant', { nino, grantId, decidedOn: day(2), awardedPence: 12_000 });
          await call('payGrant', { nino, grantId, paidOn: day(3) });
          await c.firstPaid(claimId, day(40));
        },
      ),
      // An advance on day 2, benefit on day 37.
      inTurn(
        () => d.isReleased(dayZero),
        async () => {
          const claimId = await d.claims(dayZero);
          await call('payAdvance', { nino: d.nino, claimId, paidOn: day(2), amountPence: 20_000 });
          await d.firstPaid(claimId, day(37));
        },
      ),
      // Recalled on day 20, unpaid.
      inTurn(
        () => e.isReleased(dayZero),
        () => e.claims(dayZero),
        () => e.returns('DMI', day(20), 'READMISSION', { reasonCode: 'L' }),
      ),
      // A wage on day 9, no claim.
      inTurn(
        () => f.enters('DMI', '2026-05-04'),
        () => f.leaves(dayZero),
        () => f.earns(day(1), day(9)),
      ),
      // Sanctioned, unpaid on day 60.
      inTurn(
        () => g.isReleased(dayZero),
        () => g.claims(dayZero),
      ),
      // A claim that was never closed, paid on day 1 for before.
      inTurn(
        () => h.enters('DMI', '2026-05-04'),
        () => h.claimant(),
        async () => {
          const claimId = await h.claims('2026-01-12');
          await h.leaves(dayZero);
          const paid = { paidOn: day(1), amountPence: 40_000, from: '2026-07-06', to: dayZero };
          await call('recordPayment', { nino: h.nino, claimId, ...paid });
        },
      ),
    ]);
  }, 120_000);

  const query = `query FinanceGap($from: Date!, $to: Date!) {
    all: releases(filter: { from: $from, to: $to }, first: 500) { edges { node { ...Waited } } }
    waiting: releases(filter: { from: $from, to: $to, unpaidAfterDays: 35 }, first: 500) { totalCount edges { node { ...Waited } } }
  }
  fragment Waited on Release {
    releasedAt prison { id } firstMoney { source paidOn amountPence daysFromRelease claimMadeBeforeRelease }
    advance { paidOn daysFromRelease } daysWithoutMoney
    bookedBeforeRelease { ... on Interview { type bookedFor bookedBy status } }
    offender {
      id identifiers { prisonerNumbers } spells(filter: { kinds: [CUSTODY, BENEFIT], from: $from }) { kind from to }
      benefits {
        claims { benefit state claimedOn entitledFrom madeAt firstPayment { paidOn } advance { paidOn amountPence } missedPayments { dueOn paidOn } }
        grants { kind appliedOn helpedBy decidedOn paidOn }
      }
    }
  }`;

  interface Waited {
    readonly firstMoney: { source: string; daysFromRelease: number; claimMadeBeforeRelease: boolean } | null;
    readonly advance: { daysFromRelease: number } | null;
    readonly daysWithoutMoney: number | null;
    readonly offender: { identifiers: { prisonerNumbers: string[] }; benefits: { claims: object[] }[] };
  }

  async function answer() {
    type List = { edges: { node: Waited }[] };
    const { data, errors } = await ask<{ all: List; waiting: List & { totalCount: number } }>(
      hub.url,
      query,
      {
        from: dayZero,
        to: dayZero,
      },
    );
    expect(errors).toBeUndefined();
    if (!data) return expect.fail('no answer');
    const of = ({ edges }: List) =>
      new Map(edges.map(({ node }) => [node.offender.identifiers.prisonerNumbers[0], node]));
    return { all: of(data.all), waiting: of(data.waiting), count: data.waiting.totalCount };
  }

  it(
    'are counted from the London day of the release, to benefit, a grant or a wage',
    soon(async () => {
      const { all } = await answer();
      const first = (one: Person) => {
        const found = all.get(one.prisonerNumber);
        return [found?.firstMoney?.source, found?.firstMoney?.daysFromRelease];
      };
      expect(all.size).toBe(8);
      expect([a, b, c, d, f, h].map(first)).toEqual([
        ['BENEFIT', 14],
        ['BENEFIT', 36],
        ['GRANT', 3],
        ['BENEFIT', 37],
        ['WAGE', 9],
        ['BENEFIT', 1],
      ]);
      expect(all.get(a.prisonerNumber)?.firstMoney?.claimMadeBeforeRelease).toBe(true);
      expect(all.get(b.prisonerNumber)?.firstMoney?.claimMadeBeforeRelease).toBe(false);
    }),
  );

  it(
    'show what was lent apart, and for how long nothing came: up to a recall, or to today',
    soon(async () => {
      const { all } = await answer();
      expect(all.get(d.prisonerNumber)?.advance?.daysFromRelease).toBe(2);
      expect(all.get(e.prisonerNumber)).toMatchObject({ firstMoney: null, daysWithoutMoney: 20 });
      expect(all.get(g.prisonerNumber)?.firstMoney).toBeNull();
      expect(all.get(g.prisonerNumber)?.daysWithoutMoney).toBeGreaterThanOrEqual(60);
    }),
  );

  it(
    'have those wait to whom nothing came by day 35, and could have',
    soon(async () => {
      const { waiting, count } = await answer();
      expect([...waiting.keys()].sort()).toEqual([b, d, g].map((one) => one.prisonerNumber).sort());
      expect(count).toBe(3);
    }),
  );
});

describe('what was booked for a release whose date moved', () => {
  const moved = person('601');
  const still = person('602');
  const released = '2026-09-10';

  beforeAll(async () => {
    const dates = (calculatedOn: PlainDate, conditionalRelease: PlainDate, reason: string) =>
      call('calculateDates', {
        prisonerNumber: moved.prisonerNumber,
        calculatedOn,
        reason,
        conditionalRelease,
        sentenceExpiry: '2026-12-17',
      });
    const transfer = (from: PlainDate, toPrisonId: string) =>
      inTurn(
        () => moved.leaves(from, { reason: 'TRANSFERRED', toPrisonId }),
        () => moved.returns(toPrisonId, from, 'TRANSFERRED'),
      );
    const freshstart = (bookedFor: string, bookedOn: PlainDate, releaseDateWhenBooked: PlainDate | null) =>
      call('bookInterview', {
        nino: moved.nino,
        type: 'FRESHSTART',
        bookedFor,
        bookedOn,
        bookedBy: 'PRISON_ADVISER',
        place: 'JOBCENTRE_OFFICE',
        releaseDateWhenBooked,
      });
    await Promise.all([
      inTurn(
        () => moved.enters('DMI', '2026-06-01'),
        () => moved.sentenced(200, '2026-06-01', { conditionalRelease: '2026-09-03' }),
        () => moved.claimant(),
        // Before the last four weeks; the other two are within them.
        () => transfer('2026-07-06', 'LNI'),
        async () => {
          const lost = await freshstart('2026-09-04T09:00:00.000Z', '2026-08-03', '2026-09-03');
          await transfer('2026-08-13', 'DMI');
          await dates('2026-08-24', '2026-09-10', 'Days added');
          // The same dates again move nothing.
          await dates('2026-08-25', '2026-09-10', 'Checked');
          await call('recordInterviewOutcome', {
            nino: moved.nino,
            interviewId: lost,
            status: 'LOST_TO_CUSTODY',
            notHeldReason: 'NOT_RELEASED_YET',
          });
        },
        () => freshstart('2026-09-11T09:00:00.000Z', '2026-08-26', '2026-09-10'),
        () => transfer('2026-09-01', 'LEI'),
        () => moved.leaves(released),
        // Booked once outside: not for the release.
        () => freshstart('2026-09-18T09:00:00.000Z', '2026-09-14', null),
      ),
      inTurn(
        () => still.enters('DMI', '2026-06-01'),
        () => still.sentenced(200, '2026-06-01'),
        () => still.leaves(released),
      ),
    ]);
  }, 120_000);

  it(
    'stands beside the transfers of the last four weeks and the moves of the date',
    soon(async () => {
      const { data, errors } = await ask<{ releases: { edges: { node: Record<string, unknown> }[] } }>(
        hub.url,
        `query ($on: Date!) { releases(filter: { from: $on, to: $on }, first: 500) { edges { node {
        prison { id } transfersInLast28Days dateMoves
        bookedBeforeRelease { ... on Interview { type bookedFor bookedOn bookedBy releaseDateWhenBooked status notHeldReason } }
        booking { transfers { at from { id } to { id } } keyDateRevisions { calculatedOn movedDays reason } }
        offender { identifiers { prisonerNumbers } }
      } } } }`,
        { on: released },
      );
      expect(errors).toBeUndefined();
      const of = (one: Person) =>
        data?.releases.edges.find(({ node }) => JSON.stringify(node).includes(one.prisonerNumber))?.node;
      const freshstart = { type: 'FRESHSTART', bookedBy: 'PRISON_ADVISER' };
      expect(of(moved)).toMatchObject({
        prison: { id: 'LEI' },
        transfersInLast28Days: 2,
        dateMoves: 1,
        bookedBeforeRelease: [
          {
            ...freshstart,
            bookedFor: '2026-09-04T09:00:00.000Z',
            releaseDateWhenBooked: '2026-09-03',
            status: 'LOST_TO_CUSTODY',
            notHeldReason: 'NOT_RELEASED_YET',
          },
          {
            ...freshstart,
            bookedFor: '2026-09-11T09:00:00.000Z',
            releaseDateWhenBooked: '2026-09-10',
            status: 'BOOKED',
            notHeldReason: null,
          },
        ],
      });
      expect(of(still)).toMatchObject({ transfersInLast28Days: 0, dateMoves: 0, bookedBeforeRelease: [] });
    }),
  );
});

describe('while probation does not answer', () => {
  beforeAll(() => hub.kill('probation'));

  it('nobody says who supervises, and no gap is invented', async () => {
    const { data, errors } = await asked(june);
    const nodes = data?.releases.edges.map(({ node }) => node) ?? [];
    expect(nodes).toHaveLength(6);
    for (const node of nodes) expect(node).toMatchObject({ category: null, gaps: null, unknown: null });
    const codes = errors?.map(({ extensions }) => extensions.code);
    expect(codes).toContain('SUBGRAPH_UNREACHABLE');
    expect(codes).toContain('SUBGRAPH_NOT_ASKED');
    expect(nodes.map(({ daysServed }) => daysServed)).not.toContain(null);
    expect(nodes.map(({ responsible }) => responsible.length)).toEqual([1, 1, 1, 1, 1, 1]);
  });
});
