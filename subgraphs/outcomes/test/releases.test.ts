import type { ChangeEvent } from '@throughgate/events';
import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testFile } from './support/file.ts';
import { type OutcomesUnderTest, startOutcomesForTest } from './support/outcomes.ts';
import { coded, stay } from './support/stay.ts';

// Releases from events alone, as the agencies tell of them: what is one, what belongs to it, and what comes late.

let outcomes: OutcomesUnderTest;
beforeAll(async () => {
  outcomes = await startOutcomesForTest();
});
afterAll(() => outcomes[Symbol.asyncDispose]());

interface Answer {
  readonly totalCount: number;
  readonly edges: readonly { readonly cursor: string; readonly node: Record<string, unknown> }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

async function releases(filter: object, fields = 'releasedAt', page: object = {}): Promise<Answer> {
  const { releases: found } = await outcomes.read<{ releases: Answer }>(
    `query ($filter: ReleaseFilter!, $first: Int, $after: String) {
      releases(filter: $filter, first: $first, after: $after) {
        totalCount edges { cursor node { id ${fields} } } pageInfo { hasNextPage endCursor } } }`,
    { filter, ...page },
  );
  return found;
}

/** What the gateway asks once probation has answered for the person. */
async function judged(ids: readonly string[], fields: string): Promise<Record<string, unknown>[]> {
  const { _entities } = await outcomes.read<{ _entities: Record<string, unknown>[] }>(
    `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Release { ${fields} } } }`,
    { of: ids.map((id) => ({ __typename: 'Release', id, offender: { probation: [] } })) },
  );
  return _entities;
}

async function onlyRelease(of: string, fields: string): Promise<Record<string, unknown>> {
  const { offender } = await outcomes.read<{ offender: { releases: Record<string, unknown>[] } }>(
    `query ($of: String!) { offender(identifier: $of) { releases { id ${fields} } } }`,
    { of },
  );
  expect(offender.releases).toHaveLength(1);
  return offender.releases[0] ?? {};
}

/** One day of its own for each test, so that lists do not meet. */
const on = (day: string) => ({ from: day, to: day });

describe('a release', () => {
  it('is told with the prison, the stay and the sentence', async () => {
    const file = testFile('prisons', 'A8001AA');
    const { received, sentenced, left } = stay(file, { from: '2026-01-10', to: '2026-03-20' });
    await outcomes.publish(file.describe(), received(), sentenced(150), left());
    const fields =
      'releasedAt prison { id } daysServed sentenceDays recall offender { sex } milesHome transfersInLast28Days dateMoves';
    expect(await onlyRelease('A8001AA', fields)).toMatchObject({
      releasedAt: '2026-03-20T09:00:00.000Z',
      prison: { id: 'DMI' },
      daysServed: 69,
      sentenceDays: 150,
      recall: false,
      offender: { sex: 'F' },
      milesHome: null,
      transfersInLast28Days: 0,
      dateMoves: 0,
    });
  });

  it.each([
    ['a transfer on the day', 'A8002AA', 'TRANSFERRED', {}],
    ['going to court', 'A8002AB', 'SENT_TO_COURT', {}],
    ['a day out on licence', 'A8002AC', 'TEMPORARY_ABSENCE_RELEASE', {}],
    ['going to hospital', 'A8002AD', 'RELEASED_TO_HOSPITAL', {}],
    ['death', 'A8002AE', 'RELEASED', { reasonCode: coded('DEC') }],
    ['deportation', 'A8002AF', 'RELEASED', { reasonCode: coded('DE') }],
  ])('is not %s', async (_name, key, reason, changes) => {
    const file = testFile('prisons', key);
    const { received, left } = stay(file, { from: '2026-01-10', to: '2026-03-21' });
    await outcomes.publish(file.describe(), received(), left(reason, '2026-03-21T09:00:00.000Z', changes));
    const { offender } = await outcomes.read<{ offender: { releases: unknown[] } }>(
      `{ offender(identifier: "${key}") { releases { id } } }`,
    );
    expect(offender.releases).toEqual([]);
  });

  it('counts once a day for a person, the last of them, also when two files turn out to be one person’s', async () => {
    const one = testFile('prisons', 'A8003AA');
    const other = testFile('prisons', 'A8003AB');
    const first = stay(one, { from: '2026-01-10', to: '2026-03-22' });
    const second = stay(other, { from: '2026-01-12', to: '2026-03-22', prison: 'LNI' });
    await outcomes.publish(
      one.describe({ pnc: '1979/0163001B' }),
      other.describe(),
      first.received(),
      first.left('RELEASED', '2026-03-22T08:00:00.000Z'),
      second.received(),
      second.left('RELEASED', '2026-03-22T15:00:00.000Z'),
    );
    expect((await releases(on('2026-03-22'))).totalCount).toBe(2);
    await outcomes.publish(other.describe({ pnc: '1979/0163001B' }));
    const found = await releases(on('2026-03-22'), 'prison { id }');
    expect(found.totalCount).toBe(1);
    expect(found.edges).toMatchObject([{ node: { prison: { id: 'LNI' } } }]);
  });

  it('falls on its London day, and belongs to the period to its last day', async () => {
    const file = testFile('prisons', 'A8004AA');
    const { received, left } = stay(file, { from: '2026-05-01', to: '2026-06-10' });
    await outcomes.publish(file.describe(), received(), left('RELEASED', '2026-06-09T23:30:00.000Z'));
    expect((await releases(on('2026-06-10'))).totalCount).toBe(1);
    expect((await releases(on('2026-06-09'))).totalCount).toBe(0);
    expect((await releases({ from: '2026-06-01', to: '2026-06-10' })).totalCount).toBe(1);
  });

  it('from remand has no sentence, and is none from a short one', async () => {
    const file = testFile('prisons', 'A8005AA');
    const legalStatus = coded('REMAND');
    const { received, left } = stay(file, { from: '2026-01-10', to: '2026-03-24', legalStatus });
    await outcomes.publish(file.describe(), received(), left());
    const found = await releases(on('2026-03-24'), 'sentenceDays');
    expect(found.edges).toMatchObject([{ node: { sentenceDays: null } }]);
    expect((await releases({ ...on('2026-03-24'), sentenceUnderMonths: 12 })).totalCount).toBe(0);
    const ids = found.edges.map(({ node }) => String(node['id']));
    expect(await judged(ids, 'category')).toEqual([{ category: 'NOBODY' }]);
  });

  it('after a recall is from the sentence before, under the same book number', async () => {
    const file = testFile('prisons', 'A8006AA');
    const first = stay(file, { from: '2025-06-02', to: '2025-11-03', bookNumber: 'B1', recall: false });
    const again = stay(file, { from: '2026-02-02', to: '2026-03-25', bookNumber: 'B1', recall: true });
    await outcomes.publish(file.describe(), first.received(), first.sentenced(600), first.left());
    await outcomes.publish(again.received(), again.left());
    const found = await releases({ ...on('2026-03-25'), recall: true }, 'recall sentenceDays daysServed');
    expect(found.edges).toMatchObject([{ node: { recall: true, sentenceDays: 600, daysServed: 51 } }]);
    expect((await releases({ ...on('2026-03-25'), recall: false })).totalCount).toBe(0);
  });

  it('takes consecutive sentences together, and of concurrent ones the longest', async () => {
    const file = testFile('prisons', 'A8007AA');
    const { received, sentenced, left } = stay(file, { from: '2026-01-10', to: '2026-03-26' });
    const first = uuidv7();
    await outcomes.publish(
      file.describe(),
      received(),
      sentenced(200, '2026-01-10', { id: first }),
      sentenced(90),
      sentenced(170, '2026-01-10', { consecutiveTo: first }),
      left(),
    );
    expect((await releases(on('2026-03-26'), 'sentenceDays')).edges).toMatchObject([
      { node: { sentenceDays: 370 } },
    ]);
    expect((await releases({ ...on('2026-03-26'), sentenceUnderMonths: 12 })).totalCount).toBe(0);
    expect((await releases({ ...on('2026-03-26'), sentenceUnderMonths: 13 })).totalCount).toBe(1);
  });

  it('counts arrivals from other prisons in the 28 days before it', async () => {
    const file = testFile('prisons', 'A8008AA');
    const { received, moved, left } = stay(file, { from: '2026-01-10', to: '2026-03-27' });
    await outcomes.publish(
      file.describe(),
      received(),
      moved('TRANSFERRED', '2026-02-26T12:00:00.000Z'),
      moved('TRANSFERRED', '2026-02-27T12:00:00.000Z'),
      moved('TRANSFERRED', '2026-03-20T12:00:00.000Z'),
      moved('RETURN_FROM_COURT', '2026-03-21T12:00:00.000Z'),
      left(),
    );
    expect(await onlyRelease('A8008AA', 'transfersInLast28Days')).toMatchObject({ transfersInLast28Days: 2 });
  });
});

describe('what is known of a release', () => {
  const opened = 'jobcentre.claim.opened';
  const paid = 'jobcentre.claim.first-payment-made';
  const fields = `
    responsible { agency role name from to basis } gaps { kind owner openSince evidence { type } } unknown category
    firstMoney { source paidOn amountPence daysFromRelease claimMadeBeforeRelease } daysWithoutMoney
    night: destination(at: FIRST_NIGHT) { work benefit custody settledHousing source }
    later: destination(at: SIX_WEEKS) { work benefit custody settledHousing source }`;

  /** The events of one person at four agencies. */
  function person(serial: number): { readonly key: string; readonly events: readonly ChangeEvent[] } {
    const digits = String(serial).padStart(3, '0');
    const prisons = testFile('prisons', `B${digits}1AA`);
    const probation = testFile('probation', `X8${digits}01`);
    const jobcentre = testFile('jobcentre', `NC8${digits}01A`);
    const providers = testFile('providers', `BC8${digits}ED`);
    const { received, sentenced, left } = stay(prisons, { from: '2026-01-10', to: '2026-03-30' });
    const by = { prisonerNumber: prisons.key };
    const day = '2026-03-30';
    const claim = { id: uuidv7(), claimedOn: day, openedOn: day, closedOn: null, firstPayment: null };
    const events = [
      prisons.describe(),
      received(),
      sentenced(150),
      prisons.event('prisons.adviser-interview.recorded', {
        data: { interview: { id: uuidv7(), bookedFor: '2026-02-02T10:00:00.000Z', held: true } },
      }),
      left(),
      probation.describe(by),
      probation.event('person.community.manager.allocated', {
        data: { manager: { code: 'M1', name: 'Sam Officer', allocatedOn: '2026-03-01' } },
      }),
      probation.event('create-and-vary-a-licence.licence.activated', {
        data: {
          licence: { id: uuidv7(), startDate: '2026-03-30', endDate: '2026-06-09', kind: coded('CRD') },
        },
      }),
      probation.event('probation.appointment.booked', {
        at: '2026-03-20T09:00:00.000Z',
        data: { appointment: { id: uuidv7(), startsAt: '2026-03-31T09:00:00.000Z' } },
      }),
      jobcentre.describe(by),
      jobcentre.event(opened, { data: { claim } }),
      jobcentre.event(paid, {
        data: { claim: { ...claim, firstPayment: { paidOn: '2026-05-05', amountPence: 40_014 } } },
      }),
      providers.describe({ crn: probation.key }),
      providers.event('providers.outcome.achieved', {
        data: { employment: { id: uuidv7(), from: '2026-05-04', to: null } },
      }),
    ];
    return { key: prisons.key, events };
  }

  const expected = {
    category: 'LICENCE_AND_SUPERVISION',
    responsible: [
      {
        agency: 'probation',
        role: 'Community offender manager',
        name: 'Sam Officer',
        from: '2026-03-01',
        to: '2026-06-09',
        basis: 'Licence: crd',
      },
    ],
    gaps: [],
    unknown: ['NO_BANK_ACCOUNT', 'NO_IDENTITY', 'NO_ADDRESS', 'NO_TREATMENT_LINK', 'JOB_NOT_CONTACTED'],
    firstMoney: {
      source: 'BENEFIT',
      paidOn: '2026-05-05',
      amountPence: 40_014,
      daysFromRelease: 36,
      claimMadeBeforeRelease: false,
    },
    daysWithoutMoney: null,
    night: { work: null, benefit: true, custody: false, settledHousing: null, source: 'prisons, jobcentre' },
    later: {
      work: true,
      benefit: true,
      custody: false,
      settledHousing: null,
      source: 'prisons, jobcentre, providers',
    },
  };

  async function answerFor(key: string) {
    const { id } = await onlyRelease(key, 'releasedAt');
    const [answer] = await judged([String(id)], fields);
    return answer;
  }

  it('is the same in whatever order the events of the agencies come, some of them twice', async () => {
    let serial = 0;
    const all = person(0).events.length;
    const order = fc.shuffledSubarray([...Array(all).keys()], { minLength: all });
    await fc.assert(
      fc.asyncProperty(order, fc.nat(all), async (places, cut) => {
        serial += 1;
        const { key, events } = person(serial);
        const shuffled = places.map((place) => events[place]).filter((event) => event !== undefined);
        await outcomes.publish(...shuffled.slice(0, cut));
        await outcomes.publish(...shuffled.slice(cut), ...shuffled.slice(0, 3));
        expect(await answerFor(key)).toEqual(expected);
      }),
      { numRuns: 6 },
    );
  });

  it('is the same after a rebuild', async () => {
    const { key, events } = person(100);
    await outcomes.publish(...events);
    expect(await answerFor(key)).toEqual(expected);
    await outcomes.rebuild();
    expect(await answerFor(key)).toEqual(expected);
  });

  it('is corrected by what comes late: a gap closes when the record of before arrives', async () => {
    const { key, events } = person(101);
    const late = events.filter(
      ({ type }) => type === 'prisons.adviser-interview.recorded' || type === opened || type === paid,
    );
    await outcomes.publish(...events.filter((event) => !late.includes(event)));
    const { id } = await onlyRelease(key, 'releasedAt');
    expect(await judged([String(id)], 'gaps { kind owner openSince } firstMoney { source }')).toEqual([
      {
        gaps: [
          { kind: 'ADVISER_NOT_SEEN', owner: 'jobcentre', openSince: '2026-01-10' },
          { kind: 'NO_CLAIM', owner: 'jobcentre', openSince: null },
        ],
        firstMoney: null,
      },
    ]);
    await outcomes.publish(...late);
    expect(await answerFor(key)).toEqual(expected);
  });

  it('keeps two releases of a person apart, each with its own money and days', async () => {
    const prisons = testFile('prisons', 'A8101AA');
    const jobcentre = testFile('jobcentre', 'NC850101A');
    const first = stay(prisons, { from: '2026-01-05', to: '2026-02-02' });
    const second = stay(prisons, { from: '2026-02-22', to: '2026-03-02' });
    const claim = { id: uuidv7(), claimedOn: '2026-02-03', openedOn: '2026-02-03', closedOn: null };
    await outcomes.publish(
      prisons.describe(),
      first.received(),
      first.left(),
      second.received(),
      second.left(),
      jobcentre.describe({ prisonerNumber: 'A8101AA' }),
      jobcentre.event(paid, {
        data: { claim: { ...claim, firstPayment: { paidOn: '2026-03-05', amountPence: 100 } } },
      }),
    );
    const { offender } = await outcomes.read<{ offender: { releases: unknown[] } }>(
      `{ offender(identifier: "A8101AA") { releases {
        releasedAt daysServed firstMoney { daysFromRelease claimMadeBeforeRelease } daysWithoutMoney } } }`,
    );
    expect(await outcomes.deadLetters.list()).toEqual([]);
    expect(offender.releases).toEqual([
      {
        releasedAt: '2026-03-02T09:00:00.000Z',
        daysServed: 8,
        firstMoney: { daysFromRelease: 3, claimMadeBeforeRelease: true },
        daysWithoutMoney: null,
      },
      { releasedAt: '2026-02-02T09:00:00.000Z', daysServed: 28, firstMoney: null, daysWithoutMoney: 20 },
    ]);
    // Nothing came in 20 days, after which nobody could see: that is no wait of 35 days.
    const waiting = await releases({ from: '2026-02-02', to: '2026-03-02', unpaidAfterDays: 2 });
    expect(waiting.edges).toHaveLength(2);
    expect((await releases({ from: '2026-02-02', to: '2026-03-02', unpaidAfterDays: 35 })).totalCount).toBe(
      0,
    );
  });
});

describe('a list of releases', () => {
  const period = { from: '2026-07-01', to: '2026-07-31' };
  beforeAll(async () => {
    const events = [];
    for (let serial = 0; serial < 100; serial += 1) {
      const digits = String(serial).padStart(2, '0');
      const prisons = testFile('prisons', `C8${digits}1AA`);
      const { received, sentenced, left } = stay(prisons, {
        from: '2026-04-01',
        to: `2026-07-${String(1 + (serial % 25)).padStart(2, '0')}`,
        prison: serial % 2 ? 'LEI' : 'DMI',
      });
      events.push(prisons.describe(), received(), sentenced(200), left());
      if (serial % 10 === 0) {
        const probation = testFile('probation', `X83${digits}00`);
        events.push(probation.describe({ prisonerNumber: prisons.key }));
      }
    }
    await outcomes.publish(...events);
  });

  it('goes page by page, the earliest first, each once', async () => {
    const found: string[] = [];
    let after: string | null = null;
    do {
      const page: Answer = await releases(period, 'releasedAt', { first: 30, after });
      expect(page.totalCount).toBe(100);
      found.push(...page.edges.map(({ node }) => `${node['releasedAt']} ${node['id']}`));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
    expect(found).toEqual([...found].sort());
    expect(new Set(found).size).toBe(100);
  });

  it('pages in the same way through what has a gap', async () => {
    const filter = { ...period, gaps: ['ADVISER_NOT_SEEN'] };
    const first = await releases(filter, 'releasedAt', { first: 60 });
    expect(first).toMatchObject({ totalCount: 100, pageInfo: { hasNextPage: true } });
    const rest = await releases(filter, 'releasedAt', { first: 60, after: first.pageInfo.endCursor });
    expect(rest.edges).toHaveLength(40);
    const whole = await releases(period, 'releasedAt', { first: 100 });
    expect([...first.edges, ...rest.edges]).toEqual(whole.edges);
    expect((await releases({ ...period, gaps: ['NO_ADDRESS'] })).totalCount).toBe(0);
  });

  it('is of the region of the case, and without a case of that of the prison', async () => {
    // Every tenth has a case in Greater Manchester, all of them from Durham.
    expect((await releases({ ...period, regionCodes: ['N50'] })).totalCount).toBe(10);
    // Durham is in the North East, which has three codes.
    for (const code of ['N02', 'N32', 'N54']) {
      expect((await releases({ ...period, regionCodes: [code] })).totalCount).toBe(40);
    }
    expect((await releases({ ...period, regionCodes: ['N55', 'N50'] })).totalCount).toBe(60);
    expect((await releases({ ...period, prisonIds: ['LEI'] })).totalCount).toBe(50);
    expect((await releases({ ...period, sex: ['M'] })).totalCount).toBe(0);
    expect((await releases({ ...period, sex: ['F', 'M'] })).totalCount).toBe(100);
  });

  it('asks the database at most twelve times for a page of 100 with all that is derived', async () => {
    const before = await outcomes.sqlStatements();
    const page = await releases(
      { ...period, sentenceUnderMonths: 12 },
      `releasedAt daysServed sentenceDays prison { id } offender { id identifiers { crns } } transfersInLast28Days dateMoves
       responsible { name } firstMoney { paidOn } bookedBeforeRelease { __typename }
       destination(at: SIX_WEEKS) { benefit }`,
      { first: 100 },
    );
    expect(page.edges).toHaveLength(100);
    const ids = page.edges.map(({ node }) => String(node['id']));
    const all = await judged(ids, 'category gaps { kind evidence { id } } unknown');
    expect(all).toHaveLength(100);
    expect((await outcomes.sqlStatements()) - before).toBeLessThanOrEqual(12);
  });

  it.each([
    ['a period that ends before it begins', { from: '2026-07-02', to: '2026-07-01' }, 'to'],
    ['a region that does not exist', { ...period, regionCodes: ['N99'] }, 'regionCodes'],
    ['a sentence of less than no months', { ...period, sentenceUnderMonths: 0 }, 'sentenceUnderMonths'],
    ['no days to wait', { ...period, unpaidAfterDays: 0 }, 'unpaidAfterDays'],
  ])('is refused for %s', async (_name, filter, field) => {
    const { errors } = await outcomes.ask(
      'query ($filter: ReleaseFilter!) { releases(filter: $filter) { totalCount } }',
      { filter },
    );
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field } }]);
  });
});
