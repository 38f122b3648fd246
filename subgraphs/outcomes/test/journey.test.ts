import { hubAgencyNames, subgraphSdl } from '@throughgate/contracts';
import { buildASTSchema, isEnumType, isUnionType, parse } from 'graphql';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { journeyPage, readJourneys, readSpells } from '../src/journey/events.ts';
import { peopleOfFiles, peopleWithIdentifiers, readPeople } from '../src/journey/people.ts';
import { contracts as all, testFile } from './support/file.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';

let outcomes: OutcomesUnderTest;
beforeAll(async () => {
  outcomes = await startOutcomesForTest();
});
afterAll(() => outcomes[Symbol.asyncDispose]());

interface JourneyPage {
  readonly offender: {
    readonly journey: {
      readonly edges: readonly { readonly cursor: string; readonly node: Record<string, unknown> }[];
      readonly pageInfo: {
        readonly hasNextPage: boolean;
        readonly hasPreviousPage: boolean;
        readonly endCursor: string;
      };
    };
  };
}

/** The events of a person's journey, as asked for. */
async function journeyOf(identifier: string, selection: string, filter: object | null = null) {
  const { offender } = await outcomes.read<JourneyPage>(
    `query ($identifier: String!, $filter: JourneyFilter) { offender(identifier: $identifier) {
      journey(first: 500, filter: $filter) { edges { node { ${selection} } } } } }`,
    { identifier, filter },
  );
  return offender.journey.edges.map(({ node }) => node);
}

describe('the journey of a person whom four agencies know', () => {
  const keys = {
    probation: 'X700001',
    prisons: 'A7001AA',
    jobcentre: 'NC700001A',
    providers: 'BC7001ED',
  };
  // What is about an entry of a register shows in nobody's journey.
  const contracts = all.filter(({ agency, about }) => Object.hasOwn(keys, agency) && about === 'person');
  const start = new Date();

  beforeAll(async () => {
    const files = {
      probation: testFile('probation', keys.probation),
      prisons: testFile('prisons', keys.prisons),
      jobcentre: testFile('jobcentre', keys.jobcentre),
      providers: testFile('providers', keys.providers),
    };
    const day = (number: number) => `2026-09-${String(number).padStart(2, '0')}T10:00:00Z`;
    const described = [
      files.probation.describe({ prisonerNumber: keys.prisons }, { at: day(1) }),
      files.prisons.describe({}, { at: day(2) }),
      files.jobcentre.describe({ prisonerNumber: keys.prisons }, { at: day(3) }),
      files.providers.describe({ crn: keys.probation }, { at: day(4) }),
    ];
    const opening = new Set(described.map(({ type }) => type));
    const others = contracts
      .filter(({ type }) => !opening.has(type))
      .map(({ agency, type }, index) => {
        // Published in one order, happened in another, recorded a day late.
        const at = day(5 + ((index * 7) % 23));
        return files[agency as keyof typeof keys].event(type, { at, recordedAt: at.replace('T10', 'T22') });
      });
    await outcomes.publish(...described, ...others);
  });

  it('tells in whose journey an event shows, and of none that does not', async () => {
    const [first] = await journeyOf(keys.prisons, 'id agency', { agencies: ['prisons'] });
    const [other] = await journeyOf(keys.prisons, 'id agency', { agencies: ['probation'] });
    const unknown = '00000000-0000-4000-8000-000000000000';
    const query =
      'query($agencies: [String!]!, $ids: [ID!]!) { peopleOfEvents(agencies: $agencies, ids: $ids) }';
    const { peopleOfEvents } = await outcomes.read<{ peopleOfEvents: (string[] | null)[] }>(query, {
      agencies: ['probation', 'jobcentre', 'prisons', 'prisons', 'probation'],
      ids: [first?.['id'], unknown, first?.['id'], 'no id', other?.['id']],
    });
    expect(peopleOfEvents.map((files) => files?.length)).toEqual([undefined, undefined, 4, undefined, 4]);
    const { offender } = await outcomes.read<{ offender: { id: string } }>(
      'query($identifier: String!) { offender(identifier: $identifier) { id } }',
      { identifier: keys.prisons },
    );
    expect(peopleOfEvents[2]).toContain(offender.id);
  });

  it('holds one event for each contract, the latest first', async () => {
    const journey = await journeyOf(keys.jobcentre, 'agency type occurredAt');
    expect(journey.map(({ agency, type }) => `${agency} ${type}`).sort()).toEqual(
      contracts.map(({ agency, type }) => `${agency} ${type}`).sort(),
    );
    const moments = journey.map(({ occurredAt }) => String(occurredAt));
    expect(moments).toEqual([...moments].sort().reverse());
  });

  it('tells when each event happened, was recorded and was learnt', async () => {
    const [released] = await journeyOf(keys.prisons, 'occurredAt recordedAt learntAt', {
      types: ['prisoner-offender-search.prisoner.released'],
    });
    expect(released?.['recordedAt']).toBe(String(released?.['occurredAt']).replace('T10', 'T22'));
    const learnt = new Date(String(released?.['learntAt'])).getTime();
    expect(learnt).toBeGreaterThanOrEqual(start.getTime());
    expect(learnt).toBeLessThanOrEqual(Date.now());
  });

  it('has titles that read well: nothing left to fill in, no bare code', async () => {
    const titles = (await journeyOf(keys.probation, 'title')).map(({ title }) => String(title));
    expect(titles).toContain('Left Moorland (HMP & YOI): released');
    expect(titles).toContain('Licence ended: recalled to custody');
    for (const title of titles) {
      expect(title).toMatch(/^[A-Z].{5,}$/);
      expect(title).not.toMatch(/[{}_]|undefined|null|true|false|\d{4}-\d{2}|: $/);
    }
  });

  it('leads to the record that changed, whatever type it has', async () => {
    const journey = await journeyOf(keys.providers, 'agency type subject { __typename }');
    for (const { agency, type, subject } of journey) {
      const contract = contracts.find((one) => one.agency === agency && one.type === type);
      expect(subject).toEqual({ __typename: contract?.entity.type });
    }
  });

  it.each([
    ['Prisoner', 'prisonerNumber', keys.prisons],
    ['ProbationCase', 'crn', keys.probation],
    ['Claimant', 'nino', keys.jobcentre],
    ['Referral', 'referenceNumber', keys.providers],
    ['Movement', 'id', '3f2d0b36-6c4e-5b0e-9a5e-0d8f0f7a1c11'],
    ['Session', 'id', '7a0c8f5e-2f0b-5a43-8f8a-5b9a8d1e2c22'],
  ])('refers to a %s by its key', async (type, key, value) => {
    const journey = await journeyOf(keys.providers, `subject { __typename ... on ${type} { ${key} } }`);
    expect(journey).toContainEqual({ subject: { __typename: type, [key]: value } });
  });

  it('can be narrowed by agency, type and moment, all of which must hold', async () => {
    const all = await journeyOf(keys.probation, 'agency type occurredAt');
    const asked = async (filter: object) => await journeyOf(keys.probation, 'agency type occurredAt', filter);
    const where = (keep: (event: { agency: string; type: string; occurredAt: string }) => boolean) =>
      all.filter((event) => keep(event as { agency: string; type: string; occurredAt: string }));

    expect(await asked({ agencies: ['prisons', 'providers'] })).toEqual(
      where(({ agency }) => agency === 'prisons' || agency === 'providers'),
    );
    const types = ['probation.order.started', 'jobcentre.claim.opened'];
    expect(await asked({ types })).toEqual(where(({ type }) => types.includes(type)));
    const [from, to] = ['2026-09-10T10:00:00.000Z', '2026-09-20T10:00:00.000Z'];
    const within = where(({ occurredAt }) => occurredAt >= from && occurredAt < to);
    expect(within.length).toBeGreaterThan(3);
    expect(await asked({ from, to })).toEqual(within);
    expect(await asked({ from: '2026-09-10T11:00:00+01:00', to })).toEqual(within);
    expect(await asked({ from, to, agencies: ['prisons'] })).toEqual(
      within.filter(({ agency }) => agency === 'prisons'),
    );
    expect(await asked({ agencies: [] })).toEqual([]);
    expect(await asked({ agencies: ['housing'] })).toEqual([]);
  });
});

describe('what the agencies promise fits the graph', () => {
  const schema = buildASTSchema(
    parse(
      subgraphSdl('outcomes')
        .replace(/extend schema[^)]*\)/, '')
        .replaceAll(/@(external|inaccessible|key|requires|requiresScopes|shareable|tag)\b(\([^)]*\))?/g, ''),
    ),
  );

  it('every record that an event is about can be the subject of a journey event', () => {
    const subject = schema.getType('JourneySubject');
    const members = isUnionType(subject) ? subject.getTypes().map(({ name }) => name) : [];
    const ofPeople = all.filter(({ about }) => about === 'person');
    expect(members).toEqual(expect.arrayContaining(ofPeople.map(({ entity }) => entity.type)));
    expect(new Set(all.map(({ agency }) => agency))).toEqual(new Set(hubAgencyNames));
  });

  it('every period that an event states is a kind of spell', () => {
    const kind = schema.getType('SpellKind');
    const kinds = isEnumType(kind) ? kind.getValues().map(({ name }) => name) : [];
    const stated = all.flatMap(({ spells, schema: { examples = [] } }) => examples.flatMap(spells));
    expect(new Set(stated.map((spell) => spell.kind))).toEqual(new Set(kinds));
  });
});

describe('pages of a journey', () => {
  it('give each event exactly once while new events arrive', async () => {
    const prisoner = testFile('prisons', 'A7002AA');
    // Many events share a moment, so that the cursor must tell them apart.
    const at = (index: number) =>
      `2026-03-${String(1 + Math.floor(index / 5)).padStart(2, '0')}T09:00:00.123Z`;
    const booked = Array.from({ length: 40 }, (_, index) => ({ at: at(index) }));
    await outcomes.publish(
      prisoner.describe({}, { at: '2026-02-28T09:00:00Z' }),
      ...booked.map((changes) => prisoner.event('prisons.adviser-interview.booked', changes)),
    );
    const seen: string[] = [];
    let after: string | null = null;
    let pages = 0;
    do {
      const read: JourneyPage = await outcomes.read<JourneyPage>(
        `query ($after: String) { offender(identifier: "A7002AA") { journey(first: 7, after: $after) {
          edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage endCursor } } } }`,
        { after },
      );
      const { edges, pageInfo } = read.offender.journey;
      expect(edges).toHaveLength(pageInfo.hasNextPage ? 7 : 41 % 7);
      expect(pageInfo).toMatchObject({ hasPreviousPage: pages > 0, endCursor: edges.at(-1)?.cursor });
      seen.push(...edges.map(({ node }) => String(node['id'])));
      after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      pages += 1;
      await outcomes.publish(
        prisoner.event('prisons.adviser-interview.booked', { at: `2026-04-0${pages}T09:00:00Z` }),
      );
    } while (after !== null);
    expect(pages).toBe(6);
    const now = (await journeyOf('A7002AA', 'id')).map(({ id }) => String(id));
    expect(now).toHaveLength(47);
    expect(seen).toEqual(now.slice(6));
  });

  it.each([
    ['no page', 'journey(first: 0)', 'first'],
    ['a page larger than any', 'journey(first: 501)', 'first'],
    ['a cursor that is none', 'journey(after: "nonsense")', 'after'],
    ['an empty cursor', 'journey(after: "")', 'after'],
    [
      `another list's cursor`,
      `journey(after: "${cursor(['0190a000-0000-7000-8000-000000000000'])}")`,
      'after',
    ],
    [
      'a cursor with a moment that is none',
      `journey(after: "${cursor(['2026-02-30T00:00:00.000Z', '0190a000-0000-7000-8000-000000000000'])}")`,
      'after',
    ],
    ['a cursor with nothing in it', `journey(after: "${cursor([null, null])}")`, 'after'],
  ])('are refused for %s, and the rest of the answer stays', async (_name, field, named) => {
    await outcomes.publish(testFile('prisons', 'A7003AA').describe());
    const { data, errors } = await outcomes.ask(
      `{ bad: offender(identifier: "A7003AA") { ${field} { __typename } }
        good: offender(identifier: "A7003AA") { journey(first: 1) { edges { node { agency } } } } }`,
    );
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: named } }]);
    expect(data).toMatchObject({
      bad: { journey: null },
      good: { journey: { edges: [{ node: { agency: 'prisons' } }] } },
    });
  });

  it('have the default size when it is given as null', async () => {
    await outcomes.publish(testFile('prisons', 'A7004AA').describe());
    const { data, errors } = await outcomes.ask(
      '{ offender(identifier: "A7004AA") { journey(first: null) { edges { node { agency } } } } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ offender: { journey: { edges: [{ node: { agency: 'prisons' } }] } } });
  });
});

/** A cursor with these values, as a client could make one up. */
function cursor(position: readonly (string | null)[]): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

it('is read by statements that PostgreSQL plans a few times, and not each time', async () => {
  await using one = {
    pool: new pg.Pool({ ...outcomes.pool.options, max: 1 }),
    [Symbol.asyncDispose]: () => one.pool.end(),
  };
  const { pool } = one;
  const times = 12;
  for (let time = 0; time < times; time += 1) {
    const [found] = await peopleWithIdentifiers(pool, [{ kind: 'crn', value: 'X700001' }]);
    if (!found) throw new Error('unreachable: the person was described');
    await readPeople(pool, [found.clusterId]);
    await readJourneys(pool, [found.clusterId], journeyPage({ first: 20 }, null));
    await readSpells(pool, [found.clusterId], null);
    await peopleOfFiles(pool, 'probation', ['X700001']);
  }
  const { rows } = await pool.query(
    'SELECT custom_plans::int AS custom, generic_plans::int AS generic FROM pg_prepared_statements',
  );
  // PostgreSQL tries five plans for the values at hand before it compares them with the general one.
  expect(rows).toEqual(Array.from({ length: 5 }, () => ({ custom: 5, generic: times - 5 })));
});
