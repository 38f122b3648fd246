import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProviderSystem, startProviderSystem } from './support/provider-system.ts';
import { completedReferral } from './support/referral-steps.ts';

let system: ProviderSystem;
/** Reference numbers by day and number, as the connection must give them. */
let inOrder: string[];

beforeAll(async () => {
  system = await startProviderSystem();
  const referrals = Array.from({ length: 1_200 }, (_, index) => ({
    number: `BC${5000 + index}ED`,
    // Days come round, so that their order is not that of the numbers; many share a day.
    referredOn: `2020-09-${String((index % 20) + 1).padStart(2, '0')}`,
    complexity: ['LOW', 'MEDIUM', 'HIGH'][index % 3] ?? 'LOW',
  }));
  inOrder = referrals
    .map(({ number, referredOn }) => `${referredOn} ${number}`)
    .sort()
    .map((text) => text.slice('2020-09-01 '.length));
  await system.load(
    referrals.flatMap(({ number, ...changes }) => completedReferral(number, changes).slice(0, -1)),
  );
  await system.load(completedReferral('BD1000ED', { contractReference: 'CCS_0001' }));
  await system.mutate('endReferral', {
    referenceNumber: inOrder[0],
    status: 'COMPLETED',
    endedOn: '2020-12-01',
  });
});
afterAll(() => system[Symbol.asyncDispose]());

interface Page {
  readonly edges: { readonly node: { readonly referenceNumber: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  readonly totalCount?: number;
}

interface ContractNode {
  readonly reference: string;
  readonly referrals: { readonly totalCount: number; readonly edges: readonly unknown[] };
}

interface ContractPage {
  readonly edges: { readonly node: { readonly reference: string } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  readonly totalCount: number;
}

async function page(variables: object, selection = ''): Promise<Page> {
  const { contract } = await system.read<{ contract: { referrals: Page } }>(
    `query ($first: Int, $after: String, $filter: ReferralFilter) { contract(reference: "DN535743") {
      referrals(first: $first, after: $after, filter: $filter) {
        edges { node { referenceNumber initialAssessment { dueOn } outcomes { type } ending { endedOn } } }
        pageInfo { hasNextPage hasPreviousPage endCursor } ${selection}
      }
    } }`,
    { ...variables },
  );
  return contract.referrals;
}

describe("a contract's referrals", () => {
  it('are paged by day and number, each exactly once', async () => {
    const seen: string[] = [];
    const sizes: number[] = [];
    let after: string | null = null;
    do {
      const { edges, pageInfo }: Page = await page({ first: 500, after });
      seen.push(...edges.map(({ node }) => node.referenceNumber));
      sizes.push(edges.length);
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(sizes).toEqual([500, 500, 200]);
    expect(seen).toEqual(inOrder);
  });

  it('cost three SQL statements a page with what belongs to them, and one more to be counted', async () => {
    const statements = async (first: number, selection?: string) => {
      const before = await system.sqlStatements();
      await page({ first }, selection);
      return (await system.sqlStatements()) - before;
    };
    expect(await statements(1)).toBe(3);
    expect(await statements(500)).toBe(3);
    expect(await statements(500, 'totalCount')).toBe(4);
  });

  it.each([
    [{}, 1_200],
    [{ referredFrom: '2020-09-20' }, 60],
    [{ referredTo: '2020-09-02' }, 120],
    [{ referredFrom: '2020-09-03', referredTo: '2020-09-03' }, 60],
    [{ complexity: ['LOW', 'HIGH'] }, 800],
    [{ status: ['COMPLETED'] }, 1],
    [{ status: ['POST_ICA'], complexity: ['LOW'], referredTo: '2020-09-01' }, 19],
    [{ status: [] }, 0],
  ])('are counted and paged as the filter %j says', async (filter, count) => {
    const first = await page({ filter, first: 15 }, 'totalCount');
    expect(first.totalCount).toBe(count);
    expect(first.edges).toHaveLength(Math.min(count, 15));
    if (!first.pageInfo.hasNextPage) return;
    const second = await page({ filter, first: 500, after: first.pageInfo.endCursor }, 'totalCount');
    expect(second.totalCount).toBe(count);
    expect(second.edges).toHaveLength(Math.min(count - 15, 500));
  });

  it('of all contracts are read by as many statements as of one', async () => {
    const before = await system.sqlStatements();
    const { contracts } = await system.read<{ contracts: { edges: { node: ContractNode }[] } }>(
      `{ contracts(first: 500) { edges { node { reference
        referrals(first: 2) { totalCount edges { node { referenceNumber } } } } } } }`,
    );
    expect((await system.sqlStatements()) - before).toBe(2);
    const counts = contracts.edges.map(({ node }) => [
      node.reference,
      node.referrals.totalCount,
      node.referrals.edges.length,
    ]);
    expect(counts.filter(([, total]) => total !== 0)).toEqual([
      ['CCS_0001', 1, 1],
      ['DN535743', 1_200, 2],
    ]);
  });

  it.each([
    [{ first: 501 }, /from 1 to 500/],
    [{ first: 0 }, /from 1 to 500/],
    [{ after: 'nonsense' }, /cursor/],
    [{ after: Buffer.from('["DN535743"]').toString('base64url') }, /cursor/],
  ])('are refused for the page %j', async (variables, message) => {
    const { errors } = await system.ask(
      `query ($first: Int, $after: String) { contract(reference: "DN535743") {
        referrals(first: $first, after: $after) { totalCount } } }`,
      variables,
    );
    expect(errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect(errors?.[0]?.message).toMatch(message);
  });
});

describe('contracts and providers of the reference data', () => {
  it('are paged in the order of references', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const answer: { contracts: ContractPage } = await system.read(
        `query ($after: String) { contracts(first: 80, after: $after) {
          totalCount edges { node { reference provider { name } } } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      const { edges, pageInfo, totalCount } = answer.contracts;
      expect(totalCount).toBe(196);
      seen.push(...edges.map(({ node }) => node.reference));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toHaveLength(196);
    expect(seen).toEqual([...new Set(seen)].sort());
  });

  it('are found by their keys, and are null otherwise', async () => {
    const { data } = await system.ask(`{
      known: contract(reference: "DN535743") { title type region allowsFemale allowsMale minimumAge maximumAge }
      unknown: contract(reference: "NONE") { title }
      provider(code: "ACHIEVE_NW") { name contracts { reference } }
      nobody: provider(code: "NONE") { name }
      referral(referenceNumber: "ZZ9999ED") { crn }
    }`);
    expect(data).toEqual({
      known: {
        title: 'GM - ETE',
        type: 'ETE',
        region: 'Greater Manchester',
        allowsFemale: true,
        allowsMale: true,
        minimumAge: 18,
        maximumAge: null,
      },
      unknown: null,
      provider: { name: 'Achieve NW (Career Connect)', contracts: [{ reference: 'DN535743' }] },
      nobody: null,
      referral: null,
    });
  });
});
