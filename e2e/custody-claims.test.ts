import { addDays, makeNino, makePrisonerNumber } from '@throughgate/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AgencyRecords, agencyRecords } from './support/agency-records.ts';
import { ask, type HubProcess, startHubProcess } from './support/hub-process.ts';
import { preparedDirectory } from './support/prepared-hub.ts';

// Which claims ran on after the reception, and what was overpaid? Asked of the whole hub, with people whose answers can be
// counted by hand.

const query = `query PaidInCustody($from: Date!, $to: Date!, $days: Int!, $asOf: Date!) {
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
}`;

interface Answer {
  custodyClaims: {
    totalCount: number;
    totalOverpaidPence: number;
    edges: { node: { offender: { identifiers: { prisonerNumbers: string[] } } } & Record<string, unknown> }[];
  };
}

const received = '2026-06-01';
const day = (count: number) => addDays(received, count);
const at = (count: number, time = '14:00') => `${day(count)}T${time}:00.000+01:00`;
const data = await preparedDirectory();
let hub: HubProcess;
let url: string;

/** The people by their letters in the question. */
const letters = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;
type Letter = (typeof letters)[number];
const numberOf = (letter: Letter) => makePrisonerNumber(91_000 + letters.indexOf(letter));
const ninoOf = (letter: Letter) => makeNino(91_000 + letters.indexOf(letter));
const person = (letter: Letter) => ({
  forename: 'Sam',
  surname: `Example ${letter}`,
  dateOfBirth: '1990-02-03',
  sex: 'M',
});

async function registerBoth({ write }: AgencyRecords, letter: Letter): Promise<void> {
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

const receive = (
  { write }: AgencyRecords,
  letter: Letter,
  count: number,
  reason = 'NEW_ADMISSION',
  prisonId = 'CFI',
) =>
  write('prisons', 'receivePrisoner', { prisonerNumber: numberOf(letter), prisonId, at: at(count), reason });

const open = ({ write }: AgencyRecords, letter: Letter, changes: Record<string, unknown> = {}) =>
  write('jobcentre', 'openClaim', {
    nino: ninoOf(letter),
    benefit: 'JSA',
    basis: 'INCOME',
    openedOn: '2026-03-02',
    dailyRatePence: 1_000,
    benefitCentreCode: 'BDC-HULL',
    ...changes,
  });

const close = ({ write }: AgencyRecords, letter: Letter, claimId: string, count: number, paidTo: string) =>
  write('jobcentre', 'closeClaim', {
    nino: ninoOf(letter),
    claimId,
    closedOn: day(count),
    reason: 'PRISON',
    effectiveFrom: received,
    paidTo,
  });

beforeAll(async () => {
  hub = startHubProcess(['up'], { HUB_DATA: data.path, HUB_PEOPLE: '0' });
  url = await hub.ready;
  const records = agencyRecords(url);
  const { write } = records;
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
  for (const letter of letters) await registerBoth(records, letter);
  const claims = {} as Record<Letter, string>;
  for (const letter of ['a', 'b', 'd', 'e', 'f', 'g'] as const) claims[letter] = await open(records, letter);
  claims.c = await open(records, 'c', { benefit: 'UC', basis: null });
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

  for (const letter of ['a', 'b', 'c', 'd', 'g', 'h'] as const) await receive(records, letter, 0);
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
  await close(records, 'a', claims.a, 12, day(14));
  // (b) closed on day 5.
  await close(records, 'b', claims.b, 5, received);
  // (c) sixty days, of which the housing costs go on.
  await write('jobcentre', 'keepHousingCosts', {
    nino: ninoOf('c'),
    claimId: claims.c,
    receivedOn: received,
    decidedOn: day(2),
    releaseExpectedOn: day(60),
    single: true,
  });
  // (e) was received long before, and goes to court and back.
  await receive(records, 'e', -40);
  await write('prisons', 'releasePrisoner', {
    prisonerNumber: numberOf('e'),
    at: at(0, '08:00'),
    reason: 'SENT_TO_COURT',
  });
  await receive(records, 'e', 0, 'RETURN_FROM_COURT');
  // (f) comes by a transfer.
  await receive(records, 'f', -40, 'NEW_ADMISSION', 'PRI');
  await write('prisons', 'releasePrisoner', {
    prisonerNumber: numberOf('f'),
    at: at(0, '08:00'),
    reason: 'TRANSFERRED',
    toPrisonId: 'CFI',
  });
  await receive(records, 'f', 0, 'TRANSFERRED');
  // (g) is released on day 6, before the claim is closed on day 12.
  await write('prisons', 'releasePrisoner', {
    prisonerNumber: numberOf('g'),
    at: at(6, '09:00'),
    reason: 'RELEASED',
  });
  await close(records, 'g', claims.g, 12, day(6));
}, 120_000);
afterAll(async () => {
  await hub.stop();
  data[Symbol.dispose]();
});

const variables = { from: received, to: received, days: 7, asOf: day(30) };

async function found(): Promise<Answer['custodyClaims']> {
  const answer = await ask<Answer>(url, query, variables);
  if (answer.errors || !answer.data) expect.fail(JSON.stringify(answer.errors));
  return answer.data.custodyClaims;
}

describe('claims that ran on for a week after the reception, as known on day 30', () => {
  it('are those of a, d and h, with what was overpaid', async () => {
    await expect.poll(async () => (await found()).totalCount, { timeout: 20_000 }).toBe(3);
    const { edges, totalOverpaidPence } = await found();
    const byPerson = Object.fromEntries(
      edges.map(({ node }) => [
        letters.find((letter) => node.offender.identifiers.prisonerNumbers.includes(numberOf(letter))),
        node,
      ]),
    );
    expect(Object.keys(byPerson).sort()).toEqual(['a', 'd', 'h']);
    expect(byPerson).toMatchObject({
      a: {
        daysOpen: 12,
        overpaidPence: 14_000,
        namedContactThen: true,
        inductionHeldOn: day(3),
        prison: {
          id: 'CFI',
          name: 'Cardiff (HMP & YOI)',
          advisers: [{ adviser: { name: 'Ann Adviser' }, focus: 'BENEFIT_CLOSURE' }],
        },
        reception: { at: new Date(at(0)).toISOString(), reason: 'NEW_ADMISSION' },
        claim: {
          benefit: 'JSA',
          state: 'CLOSED',
          dailyRatePence: 1_000,
          benefitCentre: {
            code: 'BDC-HULL',
            contacts: [{ name: 'Kim Example', from: '2026-01-05', to: null }],
          },
          closureRequests: [{ requestedOn: day(3), answeredOn: day(12), source: 'INDUCTION_INTERVIEW' }],
        },
      },
      d: { daysOpen: 30, overpaidPence: 30_000, inductionHeldOn: null, claim: { state: 'RUNNING' } },
      h: {
        daysOpen: 30,
        overpaidPence: 30 * 1_234,
        namedContactThen: null,
        claim: { benefit: 'ESA', benefitCentre: null },
        offender: { identifiers: { ninos: expect.arrayContaining([makeNino(92_000), ninoOf('h')]) } },
      },
    });
    expect(totalOverpaidPence).toBe(14_000 + 30_000 + 30 * 1_234);
  });
});
