import { addDays } from '@throughgate/domain';
import { beforeAll, expect, it } from 'vitest';
import { type ClaimsInCustody, paidInCustody } from './claims-in-custody.ts';
import { answerTo, soon } from './hub.ts';
import { call, inTurn, type Person, person } from './people.ts';

// The days from the gate to the first money, of eight people released on one day.

const query = `query FinanceGap($from: Date!, $to: Date!) {
  gap: measure(id: "days-to-first-money", by: [PRISON, CLAIM_MADE_IN, CATEGORY], from: $from, to: $to) {
    definition { clockStart exclusions } completeness
    cells { by { dimension code } denominator suppressed quantiles(at: [0.5, 0.9]) { at value } }
  }
  waiting: releases(filter: { from: $from, to: $to, unpaidAfterDays: 35 }, first: 500) {
    totalCount
    edges { node {
      releasedAt prison { id } firstMoney { source paidOn amountPence daysFromRelease claimMadeBeforeRelease }
      bookedBeforeRelease { ... on Interview { type bookedFor bookedBy status } }
      offender {
        id spells(filter: { kinds: [CUSTODY, BENEFIT], from: $from }) { kind from to }
        benefits {
          claims { benefit state claimedOn entitledFrom madeAt firstPayment { paidOn } advance { paidOn amountPence } missedPayments { dueOn paidOn } }
          grants { kind appliedOn helpedBy decidedOn paidOn }
          sanctions { failure from to status }
        }
      }
    } }
  }
}`;

/** The same of everybody released, and with what the measure is counted from. */
const queryOfAll = query
  .replace(/gap: [\s\S]*(?=waiting:)/, '')
  .replace('waiting:', 'all:')
  .replace(', unpaidAfterDays: 35', '')
  .replace(
    'offender {',
    'daysWithoutMoney advance { daysFromRelease } offender { identifiers { prisonerNumbers }',
  );

interface Waited {
  readonly firstMoney: { source: string; daysFromRelease: number; claimMadeBeforeRelease: boolean } | null;
  readonly advance: { daysFromRelease: number } | null;
  readonly daysWithoutMoney: number | null;
  readonly offender: { id: string; identifiers: { prisonerNumbers: string[] } };
}

interface Gap {
  readonly definition: { readonly clockStart: string; readonly exclusions: readonly string[] };
  readonly completeness: number;
  readonly cells: readonly {
    readonly by: readonly { readonly dimension: string; readonly code: string }[];
    readonly denominator: number;
    readonly suppressed: boolean;
    readonly quantiles: readonly { readonly at: number; readonly value: number | null }[];
  }[];
}

interface List<Node> {
  readonly totalCount: number;
  readonly edges: readonly { readonly node: Node }[];
}

/** How long did people wait from the gate to their first money? */
export function financeGap(): void {
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
        async () => {
          const { nino } = b;
          const claimId = await b.claims(dayZero);
          const missedPaymentId = await call('recordMissedPayment', {
            nino,
            claimId,
            dueOn: day(35),
            reportedOn: day(35),
          });
          const period = { from: dayZero, to: day(31) };
          const paid = { paidOn: day(36), amountPence: 40_014, missedPaymentId };
          await call('recordPayment', { nino, claimId, ...period, ...paid });
        },
      ),
      // A grant on day 3, benefit on day 40.
      inTurn(
        () => c.isReleased(dayZero),
        async () => {
          const { nino } = c;
          const claimId = await c.claims(dayZero);
          const grantId = await call('applyForGrant', {
            nino,
            kind: 'LOCAL_WELFARE',
            appliedOn: day(1),
            helpedBy: 'PEER',
          });
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
        async () => {
          const { nino } = g;
          const claimId = await g.claims(dayZero);
          const sanctionId = await call('proposeSanction', {
            nino,
            claimId,
            failedOn: day(4),
            failure: 'INTERVIEW',
            level: 'LOWEST',
            proposedOn: day(6),
            from: day(7),
          });
          await call('decideSanction', { nino, sanctionId, decidedOn: day(10) });
        },
      ),
      // A claim that was never closed, paid on day 1 for before.
      inTurn(
        () => h.enters('DMI', '2026-05-04'),
        () => h.claimant(),
        async () => {
          const claimId = await h.claims('2026-01-12', { dailyRatePence: 1_000 });
          await h.leaves(dayZero);
          const paid = { paidOn: day(1), amountPence: 40_000, from: '2026-07-06', to: dayZero };
          await call('recordPayment', { nino: h.nino, claimId, ...paid });
        },
      ),
    ]);
  }, 120_000);

  const period = { from: dayZero, to: dayZero };

  /** Everybody released on the day, by prisoner number. */
  async function everybody(): Promise<Map<string | undefined, Waited>> {
    const { all } = await answerTo<{ all: List<Waited> }>(queryOfAll, period);
    expect(all.totalCount).toBe(8);
    return new Map(all.edges.map(({ node }) => [node.offender.identifiers.prisonerNumbers[0], node]));
  }

  it(
    'counts from the London day of the release, to benefit, a grant or a wage',
    soon(async () => {
      const all = await everybody();
      const first = (one: Person) => {
        const found = all.get(one.prisonerNumber);
        return [found?.firstMoney?.source, found?.firstMoney?.daysFromRelease];
      };
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
    'shows what was lent apart, and for how long nothing came: up to a recall, or to today',
    soon(async () => {
      const all = await everybody();
      expect(all.get(d.prisonerNumber)?.advance?.daysFromRelease).toBe(2);
      expect(all.get(e.prisonerNumber)).toMatchObject({ firstMoney: null, daysWithoutMoney: 20 });
      expect(all.get(g.prisonerNumber)?.firstMoney).toBeNull();
      expect(all.get(g.prisonerNumber)?.daysWithoutMoney).toBeGreaterThanOrEqual(60);
      expect(all.get(c.prisonerNumber)).toMatchObject({
        offender: {
          benefits: [
            {
              grants: [
                {
                  kind: 'LOCAL_WELFARE',
                  appliedOn: day(1),
                  helpedBy: 'PEER',
                  decidedOn: day(2),
                  paidOn: day(3),
                },
              ],
            },
          ],
        },
      });
    }),
  );

  it(
    'has those wait to whom nothing came by day 35, and could have',
    soon(async () => {
      const all = await everybody();
      const idOf = ({ prisonerNumber }: Person) => all.get(prisonerNumber)?.offender.id ?? '';
      const { waiting } = await answerTo<{ waiting: List<{ offender: { id: string } }> }>(query, period);
      expect(waiting.totalCount).toBe(3);
      const release = {
        releasedAt: `${dayZero}T09:00:00.000Z`,
        prison: { id: 'DMI' },
        bookedBeforeRelease: [],
      };
      const spells = [
        { kind: 'CUSTODY', from: day(-91), to: dayZero },
        { kind: 'BENEFIT', from: dayZero, to: null },
      ];
      const claim = {
        benefit: 'UC',
        state: 'RUNNING',
        claimedOn: dayZero,
        entitledFrom: dayZero,
        madeAt: null,
        firstPayment: null,
        advance: null,
        missedPayments: [],
      };
      const money = { source: 'BENEFIT', amountPence: 40_014, claimMadeBeforeRelease: false };
      expect(Object.fromEntries(waiting.edges.map(({ node }) => [node.offender.id, node]))).toEqual({
        [idOf(b)]: {
          ...release,
          firstMoney: { ...money, paidOn: day(36), daysFromRelease: 36 },
          offender: {
            id: idOf(b),
            spells,
            benefits: [
              {
                claims: [
                  {
                    ...claim,
                    firstPayment: { paidOn: day(36) },
                    missedPayments: [{ dueOn: day(35), paidOn: day(36) }],
                  },
                ],
                grants: [],
                sanctions: [],
              },
            ],
          },
        },
        [idOf(d)]: {
          ...release,
          firstMoney: { ...money, paidOn: day(37), daysFromRelease: 37 },
          offender: {
            id: idOf(d),
            spells,
            benefits: [
              {
                claims: [
                  {
                    ...claim,
                    firstPayment: { paidOn: day(37) },
                    advance: { paidOn: day(2), amountPence: 20_000 },
                  },
                ],
                grants: [],
                sanctions: [],
              },
            ],
          },
        },
        [idOf(g)]: {
          ...release,
          firstMoney: null,
          offender: {
            id: idOf(g),
            spells,
            benefits: [
              {
                claims: [claim],
                grants: [],
                sanctions: [{ failure: 'INTERVIEW', from: day(7), to: null, status: 'APPLIED' }],
              },
            ],
          },
        },
      });
    }),
  );

  it(
    'tells the days by quantiles of all who waited, by when they claimed',
    soon(async () => {
      const { gap } = await answerTo<{ gap: Gap }>(query, period);
      expect(gap.definition).toEqual({
        clockStart: 'The London day of the release, which is day 0.',
        exclusions: [],
      });
      expect(gap.completeness).toBe(1);
      const cell = (claimMadeIn: string, denominator: number, half: number, most: number | null) => ({
        by: [
          { dimension: 'PRISON', code: 'DMI' },
          { dimension: 'CLAIM_MADE_IN', code: claimMadeIn },
          // Nobody told of a sentence.
          { dimension: 'CATEGORY', code: 'UNKNOWN' },
        ],
        denominator,
        suppressed: false,
        quantiles: [
          { at: 0.5, value: half },
          { at: 0.9, value: most },
        ],
      });
      // After their release claimed b (36), c (3), d (37), e, who was recalled on day 20, and g, who waits: 4 in 5 are without
      // after day 3, 8 in 15 after day 36, 4 in 15 after day 37.
      expect(gap.cells).toHaveLength(4);
      expect(gap.cells).toEqual(
        expect.arrayContaining([
          cell('BEFORE_CUSTODY', 1, 1, 1),
          cell('IN_CUSTODY', 1, 14, 14),
          cell('AFTER_RELEASE', 5, 37, null),
          cell('NONE', 1, 9, 9),
        ]),
      );
    }),
  );

  it(
    'flags the claim that was never closed among those paid in custody',
    soon(async () => {
      const { custodyClaims } = await answerTo<ClaimsInCustody>(paidInCustody, {
        from: day(-91),
        to: day(-91),
        days: 7,
        asOf: day(30),
      });
      expect(custodyClaims).toMatchObject({
        totalCount: 1,
        totalOverpaidPence: 91_000,
        edges: [
          {
            node: {
              daysOpen: 91,
              overpaidPence: 91_000,
              offender: { identifiers: { prisonerNumbers: [h.prisonerNumber] } },
            },
          },
        ],
      });
    }),
  );
}
