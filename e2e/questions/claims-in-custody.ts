import { addDays, makeNino, makePrisonerNumber } from '@throughgate/domain';
import { beforeAll, expect, it } from 'vitest';
import { answerTo, soon, write } from './hub.ts';

// Which claims ran on after the reception, and what was overpaid?

/** The list of the question. */
export const paidInCustody = `query PaidInCustody($from: Date!, $to: Date!, $days: Int!, $asOf: Date!) {
  custodyClaims(filter: { receivedFrom: $from, receivedTo: $to, openForDays: $days, asOf: $asOf }, first: 500) {
    totalCount totalOverpaidPence
    edges { node {
      daysOpen overpaidPence namedContactThen inductionHeldOn
      prison { id name advisers(on: $asOf) { adviser { name } focus } }
      reception { at reason booking { legalStatus } }
      claim {
        benefit state dailyRatePence housingCostsUntil
        benefitCentre { code contacts(role: "BENEFIT_CLOSURE", on: $asOf) { name from to } }
        closureRequests { requestedOn answeredOn source }
      }
      offender { identifiers { prisonerNumbers ninos } }
    } }
  }
  speed: measure(id: "claim-closed-within", by: [PRISON, BENEFIT_CENTRE, NAMED_CONTACT], from: $from, to: $to) {
    cells { by { dimension code } value denominator suppressed quantiles(at: [0.5, 0.9]) { at value } }
  }
  saved: measure(id: "money-not-overpaid", cohort: { prisonIds: ["CFI"] }, by: [MONTH], from: $from, to: $to) {
    cells { by { code } value suppressed }
  }
}`;

/** Its answer. */
export interface ClaimsInCustody {
  custodyClaims: {
    totalCount: number;
    totalOverpaidPence: number;
    edges: { node: { offender: { identifiers: { prisonerNumbers: string[] } } } & Record<string, unknown> }[];
  };
  speed: {
    cells: ({ by: { code: string }[]; quantiles: { at: number; value: number | null }[] } & Record<
      string,
      unknown
    >)[];
  };
  saved: { cells: unknown[] };
}

const received = '2026-06-01';
const day = (count: number) => addDays(received, count);
const at = (count: number, time = '14:00') => `${day(count)}T${time}:00.000+01:00`;

/** The people by their letters in the question. */
const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;
type Letter = (typeof letters)[number];
const numberOf = (letter: Letter) => makePrisonerNumber(91_000 + letters.indexOf(letter));
const ninoOf = (letter: Letter) => makeNino(91_000 + letters.indexOf(letter));
const person = (letter: Letter) => ({
  forename: 'Sam',
  surname: `Claim ${letter}`,
  dateOfBirth: '1987-05-06',
  sex: 'M',
});

async function registerBoth(letter: Letter): Promise<void> {
  const prisonerNumber = numberOf(letter);
  await write('prisons', 'registerPrisoner', { prisonerNumber, ...person(letter) });
  // The prison does not know the National Insurance number: linkage does.
  await write('jobcentre', 'registerClaimant', {
    nino: ninoOf(letter),
    prisonerNumber,
    officeCode: 'JCP-DURHAM',
    ...person(letter),
  });
}

const receive = (letter: Letter, count: number, reason = 'NEW_ADMISSION', prisonId = 'CFI') =>
  write('prisons', 'receivePrisoner', { prisonerNumber: numberOf(letter), prisonId, at: at(count), reason });

const open = (letter: Letter, changes: Record<string, unknown> = {}) =>
  write('jobcentre', 'openClaim', {
    nino: ninoOf(letter),
    benefit: 'JSA',
    basis: 'INCOME',
    openedOn: '2026-03-02',
    dailyRatePence: 1_000,
    benefitCentreCode: 'BDC-HULL',
    ...changes,
  });

const close = (letter: Letter, claimId: string, count: number, paidTo: string) =>
  write('jobcentre', 'closeClaim', {
    nino: ninoOf(letter),
    claimId,
    closedOn: day(count),
    reason: 'PRISON',
    effectiveFrom: received,
    paidTo,
  });

/** Records what the agencies know of the people. */
async function record(): Promise<void> {
  const contactId = await write('jobcentre', 'appointJobcentreContact', {
    placeCode: 'BDC-HULL',
    role: 'BENEFIT_CLOSURE',
    name: 'Kim Example',
    phone: '01482 000000',
    from: '2026-01-05',
  });
  await write('jobcentre', 'postAdviser', {
    adviserCode: 'EBA0017',
    name: 'Ann Adviser',
    officeCode: 'JCP-DURHAM',
    prisonId: 'CFI',
    focus: 'BENEFIT_CLOSURE',
    from: '2026-01-05',
  });
  for (const letter of letters) await registerBoth(letter);
  const claims = {} as Record<Letter, string>;
  for (const letter of ['a', 'b', 'd', 'e', 'f', 'g'] as const) claims[letter] = await open(letter);
  claims.c = await open('c', { benefit: 'UC', basis: null });
  // He claims by a number that neither his prison nor his earlier record with the Jobcentre has: probation knows both.
  const otherNino = makeNino(92_000);
  await write('jobcentre', 'registerClaimant', { nino: otherNino, officeCode: 'JCP-DURHAM', ...person('h') });
  await write('jobcentre', 'openClaim', {
    nino: otherNino,
    benefit: 'ESA',
    basis: 'INCOME',
    openedOn: '2026-05-18',
    dailyRatePence: 1_234,
  });
  await write('probation', 'openCase', {
    crn: 'X990008',
    openedOn: '2026-05-01',
    deliveryUnitCode: 'N54DUR',
    prisonerNumber: numberOf('h'),
    nino: otherNino,
    ...person('h'),
  });

  for (const letter of ['a', 'b', 'c', 'd', 'g', 'h'] as const) await receive(letter, 0);
  // (a) closed by phone on day 12, with effect from the reception; paid to day 14.
  await write('prisons', 'bookAdviserInterview', {
    prisonerNumber: numberOf('a'),
    purpose: 'INDUCTION',
    bookedFor: at(3, '10:00'),
  }).then((interviewId) =>
    write('prisons', 'recordAdviserInterview', { prisonerNumber: numberOf('a'), interviewId, held: true }),
  );
  const requestId = await write('jobcentre', 'requestClosure', {
    nino: ninoOf('a'),
    claimId: claims.a,
    receptionOn: received,
    requestedOn: day(3),
    contactId,
    source: 'INDUCTION_INTERVIEW',
  });
  await write('jobcentre', 'answerClosure', { nino: ninoOf('a'), requestId, answeredOn: day(12) });
  await close('a', claims.a, 12, day(14));
  // (b) closed on day 5.
  await close('b', claims.b, 5, received);
  // (c) sixty days, of which the housing costs go on.
  await write('prisons', 'imposeSentence', {
    prisonerNumber: numberOf('c'),
    days: 60,
    imposedOn: received,
    sentenceExpiry: day(59),
  });
  await write('jobcentre', 'keepHousingCosts', {
    nino: ninoOf('c'),
    claimId: claims.c,
    receivedOn: received,
    decidedOn: day(2),
    releaseExpectedOn: day(60),
    single: true,
  });
  // (e) was received long before, and goes to court and back.
  await receive('e', -40);
  await write('prisons', 'releasePrisoner', {
    prisonerNumber: numberOf('e'),
    at: at(0, '08:00'),
    reason: 'SENT_TO_COURT',
  });
  await receive('e', 0, 'RETURN_FROM_COURT');
  // (f) comes by a transfer.
  await receive('f', -40, 'NEW_ADMISSION', 'PRI');
  await write('prisons', 'releasePrisoner', {
    prisonerNumber: numberOf('f'),
    at: at(0, '08:00'),
    reason: 'TRANSFERRED',
    toPrisonId: 'CFI',
  });
  await receive('f', 0, 'TRANSFERRED');
  // (g) is released on day 6, before the claim is closed on day 12.
  await write('prisons', 'releasePrisoner', {
    prisonerNumber: numberOf('g'),
    at: at(6, '09:00'),
    reason: 'RELEASED',
  });
  await close('g', claims.g, 12, day(6));
}

const variables = { from: received, to: received, days: 7, asOf: day(30) };

const receptionOnDayZero = {
  at: new Date(at(0)).toISOString(),
  reason: 'NEW_ADMISSION',
};

/** Which claims ran on for a week after the reception, and what was overpaid? As known on day 30. */
export function claimsInCustody(): void {
  beforeAll(record, 120_000);

  it(
    'finds those of a, d and h, with what was overpaid',
    soon(async () => {
      const { custodyClaims } = await answerTo<ClaimsInCustody>(paidInCustody, variables);
      const { edges, totalCount, totalOverpaidPence } = custodyClaims;
      expect(totalCount).toBe(3);
      const byPerson = Object.fromEntries(
        edges.map(({ node }) => [
          letters.find((letter) => node.offender.identifiers.prisonerNumbers.includes(numberOf(letter))),
          node,
        ]),
      );
      const prison = {
        id: 'CFI',
        name: 'Cardiff (HMP & YOI)',
        advisers: [{ adviser: { name: 'Ann Adviser' }, focus: 'BENEFIT_CLOSURE' }],
      };
      const benefitCentre = {
        code: 'BDC-HULL',
        contacts: [{ name: 'Kim Example', from: '2026-01-05', to: null }],
      };
      expect(byPerson).toEqual({
        a: {
          daysOpen: 12,
          overpaidPence: 14_000,
          namedContactThen: true,
          inductionHeldOn: day(3),
          prison,
          reception: { ...receptionOnDayZero, booking: { legalStatus: 'UNKNOWN' } },
          claim: {
            benefit: 'JSA',
            state: 'CLOSED',
            dailyRatePence: 1_000,
            housingCostsUntil: null,
            benefitCentre,
            closureRequests: [{ requestedOn: day(3), answeredOn: day(12), source: 'INDUCTION_INTERVIEW' }],
          },
          offender: { identifiers: { prisonerNumbers: [numberOf('a')], ninos: [ninoOf('a')] } },
        },
        d: {
          daysOpen: 30,
          overpaidPence: 30_000,
          namedContactThen: true,
          inductionHeldOn: null,
          prison,
          reception: { ...receptionOnDayZero, booking: { legalStatus: 'UNKNOWN' } },
          claim: {
            benefit: 'JSA',
            state: 'RUNNING',
            dailyRatePence: 1_000,
            housingCostsUntil: null,
            benefitCentre,
            closureRequests: [],
          },
          offender: { identifiers: { prisonerNumbers: [numberOf('d')], ninos: [ninoOf('d')] } },
        },
        h: {
          daysOpen: 30,
          overpaidPence: 30 * 1_234,
          namedContactThen: null,
          inductionHeldOn: null,
          prison,
          reception: { ...receptionOnDayZero, booking: { legalStatus: 'UNKNOWN' } },
          claim: {
            benefit: 'ESA',
            state: 'RUNNING',
            dailyRatePence: 1_234,
            housingCostsUntil: null,
            benefitCentre: null,
            closureRequests: [],
          },
          offender: {
            identifiers: {
              prisonerNumbers: [numberOf('h')],
              ninos: expect.toSatisfy(
                (ninos: string[]) =>
                  ninos.toSorted().join() === [ninoOf('h'), makeNino(92_000)].toSorted().join(),
              ),
            },
          },
        },
      });
      expect(totalOverpaidPence).toBe(14_000 + 30_000 + 30 * 1_234);
    }),
  );

  it(
    'tells how soon they were closed, and what that saved in the month',
    soon(async () => {
      const { speed, saved } = await answerTo<ClaimsInCustody>(paidInCustody, { ...variables, to: day(29) });
      const cell = (centre: string, contact: string, more: object, half: number | null) => ({
        by: [
          { dimension: 'PRISON', code: 'CFI' },
          { dimension: 'BENEFIT_CENTRE', code: centre },
          { dimension: 'NAMED_CONTACT', code: contact },
        ],
        suppressed: false,
        ...more,
        quantiles: [
          { at: 0.5, value: half },
          { at: 0.9, value: null },
        ],
      });
      const here = speed.cells.filter(({ by }) => by[0]?.code === 'CFI');
      // Hull closed a on day 12, b on day 5, and d never; g was released before anybody could say.
      expect(here).toHaveLength(2);
      expect(here).toEqual(
        expect.arrayContaining([
          cell('BDC-HULL', 'YES', { value: expect.closeTo(1 / 3), denominator: 3 }, 12),
          cell('UNKNOWN', 'UNKNOWN', { value: 0, denominator: 1 }, null),
        ]),
      );
      // a was not paid on 16 days of June and b on 30, at £10. That g was paid for six days, £60, saved nothing.
      expect(saved.cells).toEqual([{ by: [{ code: '2026-06' }], value: 46_000, suppressed: false }]);
    }),
  );
}
