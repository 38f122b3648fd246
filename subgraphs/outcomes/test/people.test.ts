import { operationText } from '@throughgate/contracts';
import { makePrisonerNumber } from '@throughgate/domain';
import { parse, print, visit } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testFile } from './support/file.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';

let outcomes: OutcomesUnderTest;
beforeAll(async () => {
  outcomes = await startOutcomesForTest();
});
afterAll(() => outcomes[Symbol.asyncDispose]());

interface People {
  readonly offenders: {
    readonly totalCount: number;
    readonly edges: readonly { readonly cursor: string; readonly node: { readonly id: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

const page = (first: number, after: string | null = null) =>
  outcomes.read<People>(
    `query ($first: Int!, $after: String) { offenders(first: $first, after: $after) {
      totalCount edges { cursor node { id } } pageInfo { hasNextPage endCursor } } }`,
    { first, after },
  );

const size = 130;
const numbers = Array.from({ length: size }, (_, index) => makePrisonerNumber(index));

describe('the list of people', () => {
  beforeAll(async () => {
    const files = numbers.map((number) => testFile('prisons', number));
    await outcomes.publish(
      ...files.flatMap((file) => [file.describe(), file.event('prisoner-offender-search.prisoner.received')]),
      // Nobody has said yet who these are about: they stand between the others and are no people.
      ...numbers.map((number) =>
        testFile('probation', `X${number.slice(1, 5)}00`).event('person.community.manager.allocated'),
      ),
    );
  });

  it('is paged in the order of ids, each person exactly once, every page full', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (;;) {
      const { offenders }: People = await page(50, after);
      expect(offenders.totalCount).toBe(size);
      expect(offenders.edges).toHaveLength(offenders.pageInfo.hasNextPage ? 50 : size % 50);
      seen.push(...offenders.edges.map(({ node }) => node.id));
      if (!offenders.pageInfo.hasNextPage) break;
      after = offenders.pageInfo.endCursor;
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen).toHaveLength(size);
  });

  it('says that nothing follows when the last page is just full', async () => {
    expect((await page(size)).offenders.pageInfo.hasNextPage).toBe(false);
    expect((await page(size - 1)).offenders.pageInfo.hasNextPage).toBe(true);
  });

  it('is counted only for those who ask', async () => {
    const cost = async (selection: string) => {
      const before = await outcomes.sqlStatements();
      await outcomes.read(`{ offenders(first: 5) { ${selection} } }`);
      return (await outcomes.sqlStatements()) - before;
    };
    expect(await cost('edges { node { id } }')).toBe(1);
    expect(await cost('totalCount edges { node { id } }')).toBe(2);
  });

  it('costs as many SQL statements for a hundred people with their journeys as for one', async () => {
    const cost = async (first: number) => {
      const before = await outcomes.sqlStatements();
      const { offenders } = await outcomes.read<People>(
        `query ($first: Int!) { offenders(first: $first) { edges { node ${journeySelection()} } } }`,
        { first },
      );
      expect(offenders.edges).toHaveLength(first);
      return (await outcomes.sqlStatements()) - before;
    };
    const one = await cost(1);
    expect(one).toBeLessThanOrEqual(10);
    expect(await cost(100)).toBe(one);
  });

  it.each([
    ['first: 0', 'first'],
    ['first: 501', 'first'],
    ['after: "nonsense"', 'after'],
    [`after: "${Buffer.from('["2026-01-01T00:00:00.000Z"]').toString('base64url')}"`, 'after'],
    [`after: "${Buffer.from('[]').toString('base64url')}"`, 'after'],
  ])('is refused for %s', async (argument, field) => {
    const { errors } = await outcomes.ask(`{ offenders(${argument}) { totalCount } }`);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field } }]);
  });
});

describe("an agency's record leads to the person", () => {
  const records = [
    { __typename: 'ProbationCase', crn: 'X300001' },
    { __typename: 'Prisoner', prisonerNumber: 'A3001AA' },
    { __typename: 'Claimant', nino: 'NC300001A' },
    { __typename: 'Referral', referenceNumber: 'BC3001ED' },
  ];
  const leadsTo = (representations: readonly object[]) =>
    outcomes.read<{ _entities: unknown[] }>(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) {
        ... on ProbationCase { offender { id } } ... on Prisoner { offender { id } }
        ... on Claimant { offender { id } } ... on Referral { offender { id } } } }`,
      { representations },
    );

  beforeAll(() =>
    outcomes.publish(
      testFile('probation', 'X300001').describe({ prisonerNumber: 'A3001AA', nino: 'NC300001A' }),
      testFile('prisons', 'A3001AA').describe(),
      testFile('jobcentre', 'NC300001A').describe(),
      testFile('providers', 'BC3001ED').describe({ crn: 'X300001' }),
      testFile('probation', 'X300002').event('person.community.manager.allocated'),
    ),
  );

  it('from every agency, in a few statements', async () => {
    const { offender } = await outcomes.read<{ offender: object }>(
      '{ offender(identifier: "X300001") { id } }',
    );
    const before = await outcomes.sqlStatements();
    expect(await leadsTo(records)).toEqual({ _entities: records.map(() => ({ offender })) });
    expect((await outcomes.sqlStatements()) - before).toBe(5);
  });

  it('not when the hub has not heard of it, nor before anything said who it is about', async () => {
    const unknown = [
      { __typename: 'Prisoner', prisonerNumber: 'A3999AA' },
      { __typename: 'ProbationCase', crn: 'X300002' },
    ];
    expect(await leadsTo(unknown)).toEqual({ _entities: [{ offender: null }, { offender: null }] });
  });
});

describe('the reference to a person', () => {
  const resolve = (ids: readonly string[]) =>
    outcomes.read<{ _entities: unknown[] }>(
      `query ($representations: [_Any!]!) { _entities(representations: $representations) {
        ... on Offender { id name { surname } } } }`,
      { representations: ids.map((id) => ({ __typename: 'Offender', id })) },
    );

  it('is resolved beside references that lead to nobody', async () => {
    const { offenders } = await page(1);
    const id = offenders.edges[0]?.node.id ?? '';
    const found = { id, name: { surname: 'Example' } };
    expect(await resolve([id, 'no id', '0190a000-0000-7000-8000-000000000000', id.toUpperCase()])).toEqual({
      _entities: [found, null, null, found],
    });
  });
});

it('a file that nothing has described is nobody, until something does', async () => {
  const file = testFile('jobcentre', 'NC300003A');
  const opened = file.event('jobcentre.claim.opened', { version: 2 });
  await outcomes.publish(opened);
  const ask = '{ offender(identifier: "NC300003A") { journey { edges { node { id } } } spells { kind } } }';
  expect(await outcomes.read(ask)).toEqual({ offender: null });
  const { rows } = await outcomes.pool.query("SELECT id FROM outcomes.file WHERE key = 'NC300003A'");
  expect(await outcomes.read(ask.replace('NC300003A', rows[0].id))).toEqual({ offender: null });

  const described = file.describe({}, { version: 1 });
  await outcomes.publish(described);
  expect(await outcomes.read(ask)).toEqual({
    offender: {
      journey: { edges: [{ node: { id: opened.id } }, { node: { id: described.id } }] },
      spells: [{ kind: 'BENEFIT' }],
    },
  });
});

/** What the journey operation asks outcomes for: its selection of a person, without the agencies' own fields. */
function journeySelection(): string {
  const agencies = new Set(['probation', 'custody', 'benefits', 'provision']);
  const operation = visit(parse(operationText('journey')), {
    Field: (field) => (agencies.has(field.name.value) ? null : undefined),
  });
  const [definition] = operation.definitions;
  const offender =
    definition?.kind === 'OperationDefinition' ? definition.selectionSet.selections[0] : undefined;
  if (offender?.kind !== 'Field' || !offender.selectionSet)
    throw new Error('journey.graphql asks for no offender');
  return print(offender.selectionSet);
}
