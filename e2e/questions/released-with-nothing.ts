import { beforeAll, expect, it } from 'vitest';
import { answerTo, askWithoutProbation, soon } from './hub.ts';
import { inTurn, type Person, person } from './people.ts';

// Who was released from a short sentence with no identity, account, address, appointment, or anybody: eight people, of whom three are
// those of the research report, and two of other times.

interface Release {
  readonly daysServed: number;
  readonly gaps:
    | readonly { kind: string; owner: string; openSince: string | null; evidence: { title: string }[] }[]
    | null;
  readonly responsible: readonly object[];
  readonly offender: {
    readonly identifiers: { readonly prisonerNumbers: readonly string[] };
    readonly custody: readonly { readonly resettlement: object | null }[];
    readonly episodes: readonly object[];
  };
}

interface Releases {
  readonly releases: { readonly totalCount: number; readonly edges: readonly { readonly node: Release }[] };
  readonly nobody: { readonly totalCount: number };
}

const query = `query ReleasedWithNothing($from: Date!, $to: Date!, $regions: [ID!]) {
  releases(filter: { from: $from, to: $to, regionCodes: $regions, sentenceUnderMonths: 12 }, first: 500) {
    totalCount
    edges { node {
      releasedAt daysServed sentenceDays category milesHome prison { id function }
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
      responsible { agency role name from to basis }
      booking { adviserInterviews { bookedFor held minutes topics notHeldReason } }
    } }
  }
  nobody: releases(filter: { from: $from, to: $to, regionCodes: $regions, sentenceUnderMonths: 12, gaps: [NOBODY_RESPONSIBLE] }) { totalCount }
}`;

const may2011 = { from: '2011-05-01', to: '2011-05-31' };
const june = { from: '2026-06-01', to: '2026-06-30' };

/** The releases of a period by prisoner number. */
async function releasesOf(period: object): Promise<Record<string, Release>> {
  const { releases } = await answerTo<Releases>(query, { ...period, regions: null });
  const nodes = releases.edges.map(({ node }) => node);
  expect(releases.totalCount).toBe(nodes.length);
  return Object.fromEntries(nodes.map((node) => [node.offender.identifiers.prisonerNumbers[0] ?? '', node]));
}

const kindsOf = (release: Release | undefined) => release?.gaps?.map(({ kind }) => kind);

/** Who was released from a short sentence with nothing in place? */
export function releasedWithNothing(): void {
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

  const inJune = [durham, again, lowNewton, everything, withoutPhotograph, minerva];

  it(
    'finds six, from sentences; remand and transfer are none',
    soon(async () => {
      const found = await releasesOf(june);
      expect(Object.keys(found).sort()).toEqual(inJune.map((one) => one.prisonerNumber).sort());
      expect(found[durham.prisonerNumber]).toMatchObject({
        releasedAt: '2026-06-03T09:00:00.000Z',
        daysServed: 75,
        sentenceDays: 150,
        category: 'LICENCE',
        milesHome: null,
        prison: { id: 'DMI', function: 'RESETTLEMENT' },
        booking: { adviserInterviews: [] },
      });
      expect(found[lowNewton.prisonerNumber]).toMatchObject({
        prison: { id: 'LNI', function: 'FEMALE_CLOSED' },
        booking: {
          adviserInterviews: [
            {
              bookedFor: '2026-06-02T10:00:00.000Z',
              held: true,
              minutes: 30,
              topics: ['NEW_CLAIM', 'JOB_SEARCH'],
              notHeldReason: null,
            },
          ],
        },
      });
    }),
  );

  it(
    'tells what was not in place, and apart what nobody knows',
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
      expect(kindsOf(found[withoutPhotograph.prisonerNumber])).toEqual(['NO_IDENTITY']);
      expect(kindsOf(found[minerva.prisonerNumber])).not.toContain('NOBODY_RESPONSIBLE');
      const { releases } = await answerTo<{ releases: { edges: { node: { unknown: string[] } }[] } }>(
        `query ($from: Date!, $to: Date!) {
          releases(filter: { from: $from, to: $to, prisonIds: ["LEI"], sentenceUnderMonths: 12 }) {
            edges { node { unknown } }
          }
        }`,
        { from: '2026-06-09', to: '2026-06-09' },
      );
      expect(releases.edges).toEqual([{ node: { unknown: ['JOB_NOT_CONTACTED'] } }]);
    }),
  );

  it(
    'shows what was done about it in prison, and who met them at the gate',
    soon(async () => {
      const found = await releasesOf(june);
      const noPlan = { phase: 'RELEASED', releaseAddress: null, identity: [], bank: [], pathways: [] };
      const resettlementOf = ({ prisonerNumber }: Person) =>
        found[prisonerNumber]?.offender.custody[0]?.resettlement;
      expect(resettlementOf(durham)).toEqual({
        ...noPlan,
        bank: [{ sentOn: '2026-05-04', openedOn: null, refusedReason: 'Credit history' }],
        pathways: [{ pathway: 'ACCOMMODATION', status: 'SUPPORT_REQUIRED', askedOn: null, answeredOn: null }],
      });
      expect(resettlementOf(lowNewton)).toEqual({
        ...noPlan,
        releaseAddress: { kind: 'TEMPORARY' },
        pathways: [
          { pathway: 'ACCOMMODATION', status: 'SUPPORT_REQUIRED', askedOn: '2026-06-01', answeredOn: null },
        ],
      });
      expect(resettlementOf(everything)).toEqual({
        phase: 'RELEASED',
        releaseAddress: { kind: 'SETTLED' },
        identity: [
          { kind: 'CITIZEN_CARD', withPhotograph: true, issuedOn: '2026-05-12', acceptedByBank: null },
        ],
        bank: [{ sentOn: '2026-05-12', openedOn: '2026-05-19', refusedReason: null }],
        pathways: [
          { pathway: 'DRUGS_AND_ALCOHOL', status: 'SUPPORT_NOT_REQUIRED', askedOn: null, answeredOn: null },
        ],
      });
      expect(resettlementOf(withoutPhotograph)).toEqual({
        ...noPlan,
        identity: [
          { kind: 'B79_DISCHARGE_FORM', withPhotograph: false, issuedOn: '2026-06-10', acceptedByBank: null },
        ],
      });
      expect(found[minerva.prisonerNumber]?.offender.episodes).toEqual([
        { programme: { name: 'Minerva Project (Hull)' }, metAtGate: true, visitPlan: null },
      ]);
      expect(found[minerva.prisonerNumber]?.responsible).toEqual([
        {
          agency: 'providers',
          role: 'Mentor',
          name: 'Kit Mentor',
          from: '2026-06-12',
          // Minerva goes on for twelve weeks.
          to: '2026-09-04',
          basis: 'Programme: Minerva Project (Hull)',
        },
      ]);
      expect(found[durham.prisonerNumber]?.responsible).toMatchObject([
        { agency: 'probation', name: 'Sam Officer', from: '2026-06-03' },
      ]);
    }),
  );

  it(
    'finds them under nobody, on licence with supervision, or on licence, by the law of the day',
    soon(async () => {
      const then = await releasesOf(may2011);
      expect(then[before.prisonerNumber]).toMatchObject({ category: 'NOBODY', responsible: [] });
      expect(kindsOf(then[before.prisonerNumber])).toContain('NOBODY_RESPONSIBLE');
      const { nobody } = await answerTo<Releases>(query, { ...may2011, regions: null });
      expect(nobody.totalCount).toBe(1);
      const later = await releasesOf({ from: '2016-05-01', to: '2016-05-31' });
      expect(later[between.prisonerNumber]).toMatchObject({ category: 'LICENCE_AND_SUPERVISION' });
    }),
  );

  it('invents no gap, and names no category, while probation does not answer', async () => {
    const { data, errors } = await askWithoutProbation<Releases>(query, { ...june, regions: null });
    const nodes = data?.releases.edges.map(({ node }) => node) ?? [];
    expect(nodes).toHaveLength(6);
    for (const node of nodes) expect(node).toMatchObject({ category: null, gaps: null });
    const codes = errors?.map(({ extensions }) => extensions.code);
    expect(codes).toContain('SUBGRAPH_UNREACHABLE');
    expect(codes).toContain('SUBGRAPH_NOT_ASKED');
    expect(nodes.map(({ daysServed }) => daysServed)).not.toContain(null);
    expect(nodes.map(({ responsible }) => responsible.length)).toEqual([1, 1, 1, 1, 1, 1]);
  });
}
