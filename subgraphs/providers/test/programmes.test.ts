import { addDays } from '@throughgate/domain';
import type { LoadStep } from '@throughgate/subgraph-kit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ProviderSystem, startProviderSystem } from './support/provider-system.ts';

let system: ProviderSystem;
beforeAll(async () => {
  system = await startProviderSystem();
});
afterAll(() => system[Symbol.asyncDispose]());

const person = {
  forename: 'Ann',
  surname: 'Example',
  dateOfBirth: '1990-02-03',
  sex: 'F',
  voluntary: true,
};
const throughcare = { ...person, programmeCode: 'THROUGHCARE_ADDICTION', startedOn: '2011-01-03' };

/** Data of the latest event of a file. */
async function latest(key: string) {
  const event = (await system.eventsOf(key)).at(-1);
  return { type: event?.type, payload: event?.payload as Record<string, unknown> };
}

async function episode<Answer>(referenceNumber: string, selection: string): Promise<Answer> {
  const { supportEpisode } = await system.read<{ supportEpisode: Answer }>(
    `query ($number: ID!) { supportEpisode(referenceNumber: $number) { ${selection} } }`,
    { number: referenceNumber },
  );
  return supportEpisode;
}

describe('programmes', () => {
  it('are those of the report until others are opened, each with who runs it', async () => {
    const { programmes, programme, nobody } = await system.read<{
      programmes: { totalCount: number; edges: { node: { code: string } }[] };
      programme: object;
      nobody: null;
    }>(`{
      programmes(first: 3) { totalCount edges { node { code } } }
      programme(code: "THROUGHCARE_ADDICTION") { name kind organisation { code name } from visitsBefore visitsAfter
        daysAfter weeksFromRelease stages eligibility }
      nobody: programme(code: "NONE") { name }
    }`);
    expect(programmes).toMatchObject({
      totalCount: 15,
      edges: [{ node: { code: 'ACCESS_TO_INDUSTRY' } }, {}, {}],
    });
    expect(nobody).toBeNull();
    expect(programme).toEqual({
      name: 'Throughcare Addiction Service',
      kind: 'ADDICTION_THROUGHCARE',
      organisation: { code: 'THROUGHCARE_ADDICTION', name: 'Throughcare Addiction Service' },
      from: null,
      visitsBefore: 3,
      visitsAfter: 6,
      daysAfter: 42,
      weeksFromRelease: 6,
      stages: [],
      eligibility: 'People in Scottish prisons with problems of drugs or alcohol',
    });
  });

  it('are opened and closed, those of the report with what it tells of them', async () => {
    const open = { programmeCode: 'MINERVA', from: '2010-04-01' };
    await system.succeed('openProgramme', { ...open, places: 40, funder: 'Humberside Probation Trust' });
    expect(await latest('programme/MINERVA')).toMatchObject({
      type: 'providers.programme.opened',
      payload: {
        programmeCode: 'MINERVA',
        programme: {
          name: 'Minerva Project (Hull)',
          weeksFromRelease: 12,
          places: 40,
          from: '2010-04-01',
          to: null,
        },
      },
    });
    expect((await system.mutate('openProgramme', open)).code).toBe('PROGRAMME_OPEN');
    expect((await system.mutate('closeProgramme', { programmeCode: 'WISE', to: '2012-03-31' })).code).toBe(
      'PROGRAMME_NOT_OPEN',
    );
    await system.succeed('closeProgramme', { programmeCode: 'MINERVA', to: '2012-03-31' });
    const { data } = await system.ask(
      `query ($keys: [_Any!]!) {
        programmes(first: 500) { totalCount edges { node { code } } }
        _entities(representations: $keys) {
          ... on Programme { code funder from to places organisation { name } } ... on Provider { name }
        }
      }`,
      {
        keys: [
          { __typename: 'Programme', code: 'MINERVA' },
          { __typename: 'Programme', code: 'NONE' },
          { __typename: 'Provider', code: 'G4S' },
        ],
      },
    );
    expect(data).toMatchObject({
      programmes: { totalCount: 15 },
      _entities: [
        {
          code: 'MINERVA',
          funder: 'Humberside Probation Trust',
          from: '2010-04-01',
          to: '2012-03-31',
          places: 40,
          organisation: { name: 'Minerva Project' },
        },
        null,
        { name: 'G4S' },
      ],
    });
  });

  it.each([
    ['an unknown one without a name', { programmeCode: 'NEW_HOPE' }, /"name" must be given/],
    ['a code in small letters', { programmeCode: 'new' }, /capital letters/],
    [
      'an organisation that is none',
      { programmeCode: 'WISE', organisationCode: 'NONE' },
      /organisationCode.*NACRO/,
    ],
    ['meetings without their days', { programmeCode: 'WISE', visitsAfter: 2 }, /daysAfter/],
    ['no places', { programmeCode: 'WISE', places: 0 }, /places.*at least 1/],
    ['being open before it was closed', { programmeCode: 'MINERVA', from: '2012-03-30' }, /2012-03-31/],
  ])('are refused with %s', async (_what, changes, message) => {
    const { answer, code } = await system.mutate('openProgramme', { from: '2011-01-01', ...changes });
    expect(code).toBe('BAD_USER_INPUT');
    expect(answer.errors?.[0]?.message).toMatch(message);
  });
});

describe('an episode with visits that are planned', () => {
  const onFile = { referenceNumber: 'BH1001EP' };
  const meet = (at: string, kind: string, attended = 'YES') =>
    system.record('recordSupportContact', { ...onFile, at, kind, attended });
  const plan = async () => {
    const { visitPlan } = await episode<{ visitPlan: object | null }>(
      'BH1001EP',
      'visitPlan { plannedBefore doneBefore plannedAfter doneAfter after dueBy onTrack }',
    );
    return visitPlan;
  };

  it('begins, and has no plan until it is known when the person is released', async () => {
    await system.succeed('startEpisode', {
      ...throughcare,
      ...onFile,
      crn: 'X310001',
      prisonerNumber: 'A1234BC',
      plan: 'community integration plan',
      mentor: { name: 'Kit Mentor', formerPeer: true },
    });
    expect(await latest('BH1001EP')).toMatchObject({
      type: 'providers.episode.started',
      payload: {
        person: { identifiers: { crn: 'X310001', prisonerNumber: 'A1234BC', referenceNumber: 'BH1001EP' } },
        episode: {
          referenceNumber: 'BH1001EP',
          programmeCode: 'THROUGHCARE_ADDICTION',
          programmeKind: { code: 'ADDICTION_THROUGHCARE' },
          startedOn: '2011-01-03',
          endedOn: null,
          metAtGate: null,
          mentor: { name: 'Kit Mentor', formerPeer: true },
        },
      },
    });
    expect(await plan()).toBeNull();
  });

  it('counts visits before the release and meetings after it, but no calls', async () => {
    for (const day of ['2011-01-10', '2011-01-24', '2011-02-21'])
      await meet(`${day}T10:00:00Z`, 'PRISON_VISIT');
    await system.succeed('setEpisodeRelease', { ...onFile, releaseOn: '2011-03-01' });
    await meet('2011-03-01T09:00:00Z', 'GATE');
    await meet('2011-03-02T09:00:00Z', 'PHONE');
    await meet('2011-03-08T09:00:00Z', 'MEETING');
    await meet('2011-03-15T09:00:00Z', 'MEETING', 'NO');
    expect(await plan()).toEqual({
      plannedBefore: 3,
      doneBefore: 3,
      plannedAfter: 6,
      doneAfter: 2,
      after: '2011-03-01',
      dueBy: '2011-04-12',
      onTrack: false,
    });
    expect(await episode('BH1001EP', 'metAtGate endsOn contacts { totalCount }')).toEqual({
      metAtGate: true,
      endsOn: '2011-04-12',
      contacts: { totalCount: 7 },
    });
  });

  it('moves with the release, stops on a recall, and begins anew with the release after it', async () => {
    await system.succeed('setEpisodeRelease', { ...onFile, releaseOn: '2011-03-04' });
    expect(await plan()).toMatchObject({
      doneBefore: 3,
      doneAfter: 1,
      after: '2011-03-04',
      dueBy: '2011-04-15',
    });
    const recall = { ...onFile, releaseOn: '2011-03-04', recalledOn: '2011-03-10' };
    expect((await system.mutate('setEpisodeRelease', { ...recall, recalledOn: '2011-03-03' })).code).toBe(
      'BAD_USER_INPUT',
    );
    await system.succeed('setEpisodeRelease', recall);
    expect(await latest('BH1001EP')).toMatchObject({
      type: 'providers.episode.release-set',
      payload: { episode: { releaseOn: '2011-03-04', recalledOn: '2011-03-10', endsOn: '2011-04-15' } },
    });
    expect(await plan()).toMatchObject({ doneAfter: 1, dueBy: '2011-03-10', onTrack: true });
    await meet('2011-04-01T10:00:00Z', 'PRISON_VISIT');
    await system.succeed('setEpisodeRelease', { ...onFile, releaseOn: '2011-05-02' });
    expect(await plan()).toMatchObject({ doneBefore: 1, doneAfter: 0, dueBy: '2011-06-13', onTrack: false });
  });

  it('ends, after which only what happened before is recorded', async () => {
    const gate = await system.mutate('recordSupportContact', {
      ...onFile,
      at: '2011-05-03T09:00:00Z',
      kind: 'GATE',
      attended: 'YES',
    });
    expect(gate.answer.errors?.[0]?.message).toMatch(/day of the release only, 2011-05-02/);
    await system.succeed('endEpisode', { ...onFile, endedOn: '2011-06-13', endReason: 'six weeks are over' });
    expect(await latest('BH1001EP')).toMatchObject({
      type: 'providers.episode.ended',
      payload: {
        episode: { startedOn: '2011-01-03', endedOn: '2011-06-13', endReason: 'six weeks are over' },
      },
    });
    await meet('2011-06-13T09:00:00Z', 'PHONE');
    const late = { ...onFile, at: '2011-06-14T09:00:00Z', kind: 'PHONE', attended: 'YES' };
    expect((await system.mutate('recordSupportContact', late)).code).toBe('BAD_USER_INPUT');
    for (const [mutation, input] of [
      ['endEpisode', { endedOn: '2011-07-01' }],
      ['setEpisodeRelease', { releaseOn: '2011-07-01' }],
      ['moveStage', { stage: 'another', movedOn: '2011-07-01' }],
    ] as const) {
      expect((await system.mutate(mutation, { ...onFile, ...input })).code).toBe('EPISODE_ENDED');
    }
  });
});

describe('an episode with stages', () => {
  const onFile = { referenceNumber: 'BH1002EP' };

  it('begins with the first and moves to those of the programme', async () => {
    await system.succeed('startEpisode', {
      ...person,
      ...onFile,
      programmeCode: 'DIAMOND',
      startedOn: '2011-01-03',
    });
    expect(await episode('BH1002EP', 'stage stageFrom visitPlan { onTrack }')).toEqual({
      stage: 'Discipline and teamwork',
      stageFrom: '2011-01-03',
      visitPlan: null,
    });
    const move = { ...onFile, stage: 'Work experience', movedOn: '2011-03-01' };
    await system.succeed('moveStage', move);
    expect(await latest('BH1002EP')).toMatchObject({
      type: 'providers.episode.stage-moved',
      payload: { episode: { stage: 'Work experience', stageFrom: '2011-03-01' } },
    });
    for (const [changes, message] of [
      [{ stage: 'Sleep' }, /one of Discipline and teamwork/],
      [{}, /another one than Work experience/],
      [{ stage: 'Vocational and life skills', movedOn: '2011-02-28' }, /2011-03-01/],
    ] as const) {
      const { answer, code } = await system.mutate('moveStage', { ...move, ...changes });
      expect(code).toBe('BAD_USER_INPUT');
      expect(answer.errors?.[0]?.message).toMatch(message);
    }
  });
});

describe('who may be supported', () => {
  const start = { ...person, referenceNumber: 'BH1003EP', startedOn: '2011-01-03' };
  it.each([
    [
      'a sentence that is too long',
      { programmeCode: 'TRANSITIONAL_SUPPORT', sentenceMonths: 12 },
      'NOT_ELIGIBLE',
      /under 12/,
    ],
    [
      'a return to another region',
      { programmeCode: 'TRANSITIONAL_SUPPORT', returnRegionCode: 'N50' },
      'NOT_ELIGIBLE',
      /N03, not to N50/,
    ],
    ['being made to', { programmeCode: 'TRANSITIONAL_SUPPORT', voluntary: false }, 'NOT_ELIGIBLE', /choose/],
    ['a region that is none', { programmeCode: 'WISE', returnRegionCode: 'X' }, 'BAD_USER_INPUT', /N03/],
    ['a programme that nobody knows', { programmeCode: 'NEW_HOPE' }, 'BAD_USER_INPUT', /programmeName/],
    ['a stage that is none', { programmeCode: 'DIAMOND', stage: 'Sleep' }, 'BAD_USER_INPUT', /stage/],
    [
      'an end before the start',
      { programmeCode: 'WISE', endsOn: '2011-01-02' },
      'BAD_USER_INPUT',
      /2011-01-03/,
    ],
    [
      'the number of another',
      { programmeCode: 'WISE', referenceNumber: 'BH1002EP' },
      'ALREADY_EXISTS',
      /BH1002EP/,
    ],
  ])('is refused for %s', async (_what, changes, code, message) => {
    const refused = await system.mutate('startEpisode', { ...start, ...changes });
    expect(refused.code).toBe(code);
    expect(refused.answer.errors?.[0]?.message).toMatch(message);
  });

  it('is everybody of a programme that the sender names, as somebody without any identifier but the number', async () => {
    await system.succeed('startEpisode', {
      ...start,
      programmeCode: 'NEW_HOPE',
      programmeName: 'New Hope',
      programmeKind: 'FAMILY',
      endsOn: '2011-06-30',
    });
    expect(
      await episode('BH1003EP', 'programme { code name kind } endsOn case { crn } mentor { name }'),
    ).toEqual({
      programme: { code: 'NEW_HOPE', name: 'New Hope', kind: 'FAMILY' },
      endsOn: '2011-06-30',
      case: null,
      mentor: null,
    });
    expect((await latest('BH1003EP')).payload).toMatchObject({
      person: { identifiers: { referenceNumber: 'BH1003EP' } },
    });
  });
});

describe('lists of episodes', () => {
  const numbers = Array.from({ length: 120 }, (_, index) => `BJ${1000 + index}EP`);
  beforeAll(async () => {
    const steps = numbers.flatMap((referenceNumber, index): LoadStep[] =>
      [
        [
          'startEpisode',
          {
            ...throughcare,
            startedOn: addDays('2010-06-01', index),
            releaseOn: '2010-12-01',
            prisonerNumber: `A${1000 + index}BC`,
          },
        ],
        ['recordSupportContact', { at: '2010-11-01T10:00:00.000Z', kind: 'PRISON_VISIT', attended: 'YES' }],
      ].map(([mutation, input], step) => ({
        mutation: mutation as string,
        input: { idempotencyKey: `${referenceNumber}-${step}`, referenceNumber, ...(input as object) },
        recordedAt: '2011-06-01T09:00:00.000Z',
      })),
    );
    await system.load(steps);
  });

  it('are a programme’s by the day on which they started, at a hundred as at one in as many statements', async () => {
    const ask = async (first: number) => {
      const before = await system.sqlStatements();
      const { programme } = await system.read<{
        programme: { episodes: { totalCount: number; edges: { node: object }[] } };
      }>(
        `query ($first: Int) { programme(code: "THROUGHCARE_ADDICTION") {
          episodes(from: "2010-06-01", to: "2010-09-08", first: $first) { totalCount edges { node {
            referenceNumber startedOn programme { name } contacts(first: 5) { totalCount edges { node { kind at } } }
            visitPlan { doneBefore doneAfter onTrack } case { crn } } } } } }`,
        { first },
      );
      return { ...programme.episodes, statements: (await system.sqlStatements()) - before };
    };
    const { totalCount, edges, statements } = await ask(100);
    expect(totalCount).toBe(100);
    expect(edges[0]?.node).toEqual({
      referenceNumber: 'BJ1000EP',
      startedOn: '2010-06-01',
      programme: { name: 'Throughcare Addiction Service' },
      contacts: {
        totalCount: 1,
        edges: [{ node: { kind: 'PRISON_VISIT', at: '2010-11-01T10:00:00.000Z' } }],
      },
      visitPlan: { doneBefore: 1, doneAfter: 0, onTrack: false },
      case: null,
    });
    expect(statements).toBeLessThanOrEqual(12);
    expect((await ask(1)).statements).toBe(statements);
  });

  it('are a person’s by any identifier, the latest first, each once', async () => {
    const people = async (identifiers: object) => {
      const { _entities } = await system.read<{ _entities: [{ episodes: { referenceNumber: string }[] }] }>(
        `query ($person: [_Any!]!) { _entities(representations: $person) {
          ... on Offender { episodes { referenceNumber } } } }`,
        { person: [{ __typename: 'Offender', id: '1', joinIdentifiers: identifiers }] },
      );
      return _entities[0].episodes.map(({ referenceNumber }) => referenceNumber);
    };
    const nobody = { crns: [], prisonerNumbers: [], referenceNumbers: [] };
    expect(await people(nobody)).toEqual([]);
    expect(
      await people({
        crns: ['X310001'],
        prisonerNumbers: ['A1000BC'],
        referenceNumbers: ['BH1001EP', 'BH1002EP'],
      }),
    ).toEqual(['BH1001EP', 'BH1002EP', 'BJ1000EP']);
  });
});
